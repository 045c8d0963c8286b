import { choiceOf } from "./attributes.ts";
import { end, type Verb } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/reject: as the first verb only; later the call is answered already. */
export const reject: Verb = {
  name: "Reject",
  attributes: ["reason"],
  nouns: ["Parameter"],
  async run(element, call) {
    const reason = choiceOf(element, "reason", call, ["rejected", "busy"]);
    if (call.isFirstVerb) call.emit({ kind: "reject", reason });
    else {
      call.emit({
        kind: "warning",
        code: 12200,
        message: "Reject after another verb ends the call as Hangup does",
      });
      call.emit({ kind: "hangup" });
    }
    return end;
  },
};
