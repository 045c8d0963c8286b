import { next, type Verb } from "./verb.ts";

/** Seconds that a recording is taken to last. */
const length = 5;

/** https://www.twilio.com/docs/voice/twiml/play. Sound is not fetched: nobody could hear it. */
export const play: Verb = {
  name: "Play",
  attributes: ["loop", "digits"],
  nouns: [],
  async run(element, call) {
    const { digits } = element.attributes;
    if (digits !== undefined) return next;
    if (element.text === "") {
      call.emit({ kind: "warning", code: 13420, message: "Play: there is no URL" });
      return next;
    }
    call.emit({ kind: "play", url: call.resolve(element.text) });
    call.pass(length);
    return next;
  },
};
