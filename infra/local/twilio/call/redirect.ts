import { methodOf } from "./attributes.ts";
import type { Verb } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/redirect. Without a URL the current document is asked again. */
export const redirect: Verb = {
  name: "Redirect",
  attributes: ["method"],
  nouns: [],
  async run(element, call) {
    const webhook = {
      url: call.resolve(element.text),
      method: methodOf(element, "method", call),
      params: {},
    };
    call.emit({ kind: "redirect", url: webhook.url, method: webhook.method });
    return { kind: "document", webhook };
  },
};
