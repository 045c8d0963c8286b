import { loopOf } from "./loop.ts";
import { next, type Verb } from "./verb.ts";

/** Seconds that a recording is taken to last. */
const length = 5;

/** https://www.twilio.com/docs/voice/twiml/play. Sound that cannot be had is a warning, and the call goes on. */
export const play: Verb = {
  name: "Play",
  attributes: ["loop", "digits"],
  nouns: [],
  async run(element, call) {
    if (element.attributes.digits !== undefined) return next;
    if (element.text === "") {
      call.emit({ kind: "warning", code: 13420, message: "Play: there is no URL" });
      return next;
    }
    const url = call.resolve(element.text);
    if (!(await call.isAudible(url))) return next;
    call.emit({ kind: "play", url });
    call.pass(length * loopOf(element, call));
    return next;
  },
};
