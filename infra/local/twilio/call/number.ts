import { isPermitted } from "../rest/dialing-permissions.ts";
import { newSid } from "../sid.ts";
import { defaultCallerId, isCallerId, isWithheld } from "./caller-id.ts";
import { failLeg, legTo, ring } from "./leg.ts";
import type { LegPlan, LegResult, Noun } from "./noun.ts";
import type { Leg } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/number */
export const number: Noun = {
  name: "Number",
  attributes: [
    "amdStatusCallback",
    "amdStatusCallbackMethod",
    "byoc",
    "machineDetection",
    "machineDetectionSilenceTimeout",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSpeechThreshold",
    "machineDetectionTimeout",
    "method",
    "sendDigits",
    "statusCallback",
    "statusCallbackEvent",
    "statusCallbackMethod",
    "url",
  ],
  nouns: [],
  maximum: 10,

  async ring(element, plan, call) {
    const leg = legOf(element, plan, call);
    if (!isCallerId(leg.callerId, call))
      return failLeg(leg, 13214, `Dial: Invalid callerId value "${leg.callerId}"`, call);
    if (!/^\+[1-9]\d{6,14}$/.test(element.text))
      return failLeg(leg, 13223, `Dial: Invalid phone number format "${element.text}"`, call);
    if (isWithheld(leg.callerId))
      call.emit({
        kind: "warning",
        code: 13214,
        message: `Dial: "${leg.callerId}" is no number that can be shown`,
      });
    if (!isPermitted(call.state, element.text))
      return failLeg(leg, 13227, `Dial: No International Authorization for ${element.text}`, call);
    const { sendDigits = "" } = element.attributes;
    if (!/^[0-9*#wW]*$/.test(sendDigits))
      return failLeg(leg, 12200, `Attribute sendDigits of Number may not be "${sendDigits}"`, call);
    const isOwn = Object.values(call.state.phoneNumbers).some(
      ({ phone_number }) => phone_number === element.text,
    );
    return isOwn ? ringOwn(element.text, leg, call) : ring(element, leg, plan, call);
  },

  cancel(element, plan, call) {
    call.emit({ ...legOf(element, plan, call), callSid: newSid("CA"), outcome: "canceled" });
  },
};

const legOf = ({ text, attributes }: TwimlElement, plan: LegPlan, call: VerbContext): Leg => ({
  ...legTo({ kind: "number", number: text }, plan.callerId || defaultCallerId(call), plan),
  sendDigits: attributes.sendDigits ?? null,
});

/** The call that this makes has a SID of its own, beside the leg's, and answers whatever it then does, unless it rejects or fails. */
const ringOwn = async (to: string, leg: Leg, call: VerbContext): Promise<LegResult> => {
  const inner = await call.callOwnNumber(to, leg.callerId);
  const bridged = inner.end.kind !== "error" && !inner.events.some(({ kind }) => kind === "reject");
  const outcome = inner.end.kind === "caller-hangup" ? "hangup" : bridged ? "answered" : "failed";
  const duration = bridged ? (inner.events.at(-1)?.at ?? 0) : 0;
  const legSid = newSid("CA");
  call.pass(duration);
  call.emit({ ...leg, callSid: legSid, outcome, bridged, duration, call: inner });
  return { outcome, bridged, duration, legSid };
};
