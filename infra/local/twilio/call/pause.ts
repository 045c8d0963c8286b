import { wholeNumberOf } from "./attributes.ts";
import { next, type Verb } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/pause */
export const pause: Verb = {
  name: "Pause",
  attributes: ["length"],
  nouns: [],
  async run(element, call) {
    const seconds = wholeNumberOf(element, "length", call, { minimum: 1, maximum: 3600, otherwise: 1 });
    call.emit({ kind: "pause", seconds });
    call.pass(seconds);
    return next;
  },
};
