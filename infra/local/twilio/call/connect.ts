import { actionOf } from "./action.ts";
import { CallError } from "./call-error.ts";
import { end, type Verb } from "./verb.ts";

/**
 * https://www.twilio.com/docs/voice/twiml/connect. The WebSocket is not opened: the call is with the agent until it is
 * moved by REST, or until the agent lets go of it; then it goes on with the `action`.
 */
export const connect: Verb = {
  name: "Connect",
  attributes: ["action", "method"],
  nouns: ["ConversationRelay", "Stream"],
  async run(element, call) {
    const noun = element.children.find(({ name }) => name === "ConversationRelay" || name === "Stream");
    const url = noun?.attributes.url ?? "";
    if (noun === undefined || !/^wss:\/\/[^\s/]+/.test(url))
      throw new CallError(12200, `<Connect> needs a noun with a wss address, not "${url}"`, call.documentUrl);
    const action = actionOf(element, call, {});
    call.emit({
      kind: "connected",
      noun: noun.name,
      url,
      action: action === undefined ? null : { url: action.url, method: action.method },
    });
    return end;
  },
};
