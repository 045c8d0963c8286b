import { newSid } from "../sid.ts";
import { methodOf } from "./attributes.ts";
import { dialOutcomes, type LegPlan, type LegResult, type Noun } from "./noun.ts";
import type { Leg } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext, WhisperResult } from "./verb.ts";

/** Seconds: how long a callee takes to pick up, and how long two people then speak. */
const pickUp = 5;
const conversation = 60;

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
  maximum: 10,

  async ring(element, plan, call) {
    const callerId = plan.callerId || call.from;
    const event = legEvent(element, callerId, plan);
    if (!isCallerId(callerId, call))
      return failed(event, 13214, `Dial: Invalid callerId value "${callerId}"`, call);
    if (!/^\+[1-9]\d{6,14}$/.test(element.text))
      return failed(event, 13223, `Dial: Invalid phone number format "${element.text}"`, call);
    const { sendDigits = "" } = element.attributes;
    if (!/^[0-9*#wW]*$/.test(sendDigits))
      return failed(event, 12200, `Attribute sendDigits of Number may not be "${sendDigits}"`, call);
    const isOwn = Object.values(call.state.phoneNumbers).some(
      ({ phone_number }) => phone_number === element.text,
    );
    return isOwn ? ringOwn(event, call) : ringOther(element, event, plan, call);
  },

  cancel(element, plan, call) {
    call.emit({ ...legEvent(element, plan.callerId || call.from, plan), outcome: "canceled" });
  },
};

const legEvent = (element: TwimlElement, callerId: string, { timeout, recording }: LegPlan): Leg => ({
  kind: "leg",
  destination: { kind: "number", number: element.text },
  callerId,
  sendDigits: element.attributes.sendDigits ?? null,
  timeout,
  recording,
  outcome: "failed",
  bridged: false,
});

const failed = (event: Leg, code: number, message: string, call: VerbContext): LegResult => {
  call.emit({ kind: "warning", code, message });
  call.emit(event);
  return { outcome: "failed", bridged: false, duration: 0, legSid: null };
};

/** The caller's or the called number, an owned or a verified one. Left to Twilio, it is the caller's. */
const isCallerId = (callerId: string, call: VerbContext): boolean => {
  const { phoneNumbers, callerIds } = call.state;
  const ours = [...Object.values(phoneNumbers), ...Object.values(callerIds)].map((one) => one.phone_number);
  return [call.from, call.to, ...ours].includes(callerId);
};

/** The call that this makes answers, whatever it then does, unless it rejects or fails. */
const ringOwn = async (event: Leg, call: VerbContext): Promise<LegResult> => {
  const inner = await call.callOwnNumber(event.destination.number, event.callerId);
  const bridged = inner.end.kind !== "error" && !inner.events.some(({ kind }) => kind === "reject");
  const outcome = inner.end.kind === "caller-hangup" ? "hangup" : bridged ? "answered" : "failed";
  const duration = bridged ? (inner.events.at(-1)?.at ?? 0) : 0;
  call.pass(duration);
  call.emit({ ...event, outcome, bridged, call: inner });
  return { outcome, bridged, duration, legSid: inner.callSid };
};

const ringOther = async (
  element: TwimlElement,
  event: Leg,
  plan: LegPlan,
  call: VerbContext,
): Promise<LegResult> => {
  const legSid = newSid("CA");
  const outcome = call.takeOutcome(dialOutcomes) ?? "answered";
  call.pass(outcome === "no-answer" ? plan.timeout : Math.min(pickUp, plan.timeout));
  if (outcome !== "answered" && outcome !== "declined") {
    call.emit({ ...event, outcome });
    return { outcome, bridged: false, duration: 0, legSid };
  }
  const whisper = await whisperTo(element, event, legSid, outcome === "answered", call);
  const bridged = outcome === "answered" && (whisper?.accepted ?? true);
  const final = bridged ? "answered" : "declined";
  call.emit({
    ...event,
    outcome: final,
    bridged,
    ...(whisper === undefined ? {} : { whisper: whisper.events }),
  });
  const duration = bridged ? Math.min(conversation, plan.timeLimit) : 0;
  call.pass(duration);
  return { outcome: final, bridged, duration, legSid };
};

const whisperTo = async (
  element: TwimlElement,
  event: Leg,
  legSid: string,
  accepts: boolean,
  call: VerbContext,
): Promise<WhisperResult | undefined> => {
  const { url } = element.attributes;
  if (url === undefined || url === "") return undefined;
  return call.whisper(
    { url: call.resolve(url), method: methodOf(element, "method", call), params: {} },
    { sid: legSid, to: event.destination.number, callerId: event.callerId, accepts },
  );
};
