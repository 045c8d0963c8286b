import { actionOf, goOn } from "./action.ts";
import { pickUp } from "./leg.ts";
import { parseSipUri } from "./sip-uri.ts";
import type { ReferOutcome, SipDestination } from "./trace.ts";
import type { Step, Verb } from "./verb.ts";

/**
 * https://www.twilio.com/docs/voice/twiml/refer: asks the caller's own SIP side to call somebody else instead. That
 * side then ends this call, so what the action answers after a transfer is read as ever: it should do nothing.
 */
export const refer: Verb = {
  name: "Refer",
  attributes: ["action", "method"],
  nouns: ["Sip"],
  async run(element, call) {
    const text = element.children.find(({ name }) => name === "Sip")?.text ?? "";
    const parsed = parseSipUri(text);
    const destination: SipDestination = {
      kind: "sip",
      uri: "uri" in parsed ? parsed.uri : text,
      headers: "uri" in parsed ? Object.fromEntries(parsed.headers) : {},
    };
    const after = (outcome: ReferOutcome, params: Readonly<Record<string, string>>): Promise<Step> | Step => {
      call.emit({ kind: "refer", destination, outcome });
      const action = actionOf(element, call, params);
      return outcome === "hangup" ? call.callerHungUp(action) : goOn(action);
    };
    if ("code" in parsed) {
      call.emit({ kind: "warning", code: parsed.code, message: parsed.message });
      return after("failed", { ReferCallStatus: "failed" });
    }
    if (!call.isSip) {
      call.emit({ kind: "warning", code: 13801, message: "Refer: this call did not come by SIP" });
      return after("failed", { ReferCallStatus: "failed" });
    }
    const { outcome } = call.takeOutcome(outcomes) ?? { outcome: "transferred" };
    call.pass(pickUp);
    return after(outcome, paramsOf[outcome]);
  },
};

const outcomes = [
  "transferred",
  "refused",
  "busy",
  "no-answer",
  "failed",
  "hangup",
] as const satisfies readonly ReferOutcome[];

/** The reply to the REFER, and what the target answered according to the last NOTIFY (RFC 3515). */
const told = (status: string, reply: string, notified?: string): Readonly<Record<string, string>> => ({
  ReferCallStatus: status,
  ReferSipResponseCode: reply,
  ...(notified === undefined ? {} : { NotifySipResponseCode: notified }),
});

const paramsOf: Record<ReferOutcome, Readonly<Record<string, string>>> = {
  transferred: told("in-progress", "202", "200"),
  refused: told("failed", "405"),
  busy: told("busy", "202", "486"),
  "no-answer": told("no-answer", "202", "480"),
  failed: told("failed", "202", "404"),
  hangup: told("canceled", "202", "180"),
};
