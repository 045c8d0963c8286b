import { loopOf } from "./loop.ts";
import { next, type Verb } from "./verb.ts";

const maximumText = 4096;
/** Characters that a voice says in a second, roughly. */
const pace = 15;

/** https://www.twilio.com/docs/voice/twiml/say */
export const say: Verb = {
  name: "Say",
  attributes: ["voice", "language", "loop"],
  nouns: "any",
  async run(element, call) {
    if (element.text === "" || element.text.length > maximumText) {
      const message = `Say: the text must have 1 to ${maximumText} characters, not ${element.text.length}`;
      call.emit({ kind: "warning", code: 13520, message });
      return next;
    }
    call.emit({ kind: "say", text: element.text, source: "Say" });
    call.pass(secondsToSay(element.text) * loopOf(element, call));
    return next;
  },
};

export const secondsToSay = (text: string): number => Math.ceil(text.length / pace);
