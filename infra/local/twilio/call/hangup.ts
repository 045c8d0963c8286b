import { end, type Verb } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/hangup */
export const hangup: Verb = {
  name: "Hangup",
  attributes: [],
  nouns: ["Parameter"],
  async run(_element, call) {
    call.emit({ kind: "hangup" });
    return end;
  },
};
