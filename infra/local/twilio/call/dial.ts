import { newSid } from "../sid.ts";
import { methodOf, secondsOf } from "./attributes.ts";
import { CallError } from "./call-error.ts";
import type { DialOutcome, Leg } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import { next, type Step, type Verb, type VerbContext } from "./verb.ts";

const outcomes = ["answered", "declined", "busy", "no-answer", "failed", "canceled", "hangup"] as const;

/** Seconds: how long a callee takes to pick up, and how long two people then speak. */
const pickUp = 5;
const conversation = 60;
const maximumNumbers = 10;

/**
 * https://www.twilio.com/docs/voice/twiml/dial. With an `action` the call goes on with what that answers;
 * without one the next verb follows, also after a good conversation.
 */
export const dial: Verb = {
  name: "Dial",
  attributes: [
    "action",
    "answerOnBridge",
    "callerId",
    "callReason",
    "hangupOnStar",
    "method",
    "record",
    "recordingStatusCallback",
    "recordingStatusCallbackEvent",
    "recordingStatusCallbackMethod",
    "recordingTrack",
    "referMethod",
    "referUrl",
    "ringTone",
    "sequential",
    "timeLimit",
    "timeout",
    "trim",
  ],
  nouns: ["Number", "Sip", "Client", "Queue", "Conference", "Sim", "Application", "WhatsApp"],
  async run(element, call) {
    const numbers = numbersOf(element, call.documentUrl);
    const limits = {
      timeout: secondsOf(element, "timeout", call, { minimum: 5, maximum: 600, otherwise: 30 }),
      timeLimit: secondsOf(element, "timeLimit", call, { minimum: 1, maximum: 86_400, otherwise: 14_400 }),
    };
    const callerId = callerIdOf(element, call);

    let result: LegResult = { outcome: "failed", bridged: false, duration: 0, legSid: null };
    let answered = false;
    for (const number of numbers) {
      const leg = callerId === undefined ? undefined : { number, callerId, ...limits };
      if (answered) call.emit({ ...legEvent(number, callerId ?? "", limits.timeout), outcome: "canceled" });
      else result = await tryLeg(leg, number, call);
      answered ||= result.outcome === "answered" || result.outcome === "declined";
      if (result.outcome === "hangup") break;
    }
    return after(element, call, result);
  },
};

interface LegResult {
  readonly outcome: DialOutcome;
  readonly bridged: boolean;
  /** Seconds of conversation. */
  readonly duration: number;
  readonly legSid: string | null;
}

interface LegPlan {
  readonly number: TwimlElement;
  readonly callerId: string;
  readonly timeout: number;
  readonly timeLimit: number;
}

const after = (element: TwimlElement, call: VerbContext, result: LegResult): Promise<Step> | Step => {
  const { action } = element.attributes;
  const webhook =
    action === undefined || action === ""
      ? undefined
      : {
          url: call.resolve(action),
          method: methodOf(element, "method", call),
          params: {
            DialCallStatus: dialCallStatus[result.outcome],
            DialBridged: String(result.bridged),
            ...(result.legSid === null ? {} : { DialCallSid: result.legSid }),
            ...(result.duration > 0 ? { DialCallDuration: String(result.duration) } : {}),
          },
        };
  if (result.outcome === "hangup") return call.callerHungUp(webhook);
  return webhook === undefined ? next : { kind: "document", webhook };
};

/** A callee who declines has picked up: only DialBridged tells that from a conversation. */
const dialCallStatus: Record<DialOutcome, string> = {
  answered: "completed",
  declined: "completed",
  busy: "busy",
  "no-answer": "no-answer",
  failed: "failed",
  canceled: "canceled",
  hangup: "canceled",
};

const legEvent = (number: TwimlElement, callerId: string, timeout: number): Leg => ({
  kind: "leg",
  destination: { kind: "number", number: number.text },
  callerId,
  sendDigits: number.attributes.sendDigits ?? null,
  timeout,
  outcome: "failed",
  bridged: false,
});

const tryLeg = async (
  plan: LegPlan | undefined,
  number: TwimlElement,
  call: VerbContext,
): Promise<LegResult> => {
  const failed: LegResult = { outcome: "failed", bridged: false, duration: 0, legSid: null };
  if (plan === undefined) return failed;
  const event = legEvent(number, plan.callerId, plan.timeout);
  if (!/^\+[1-9]\d{6,14}$/.test(number.text)) {
    call.emit({
      kind: "warning",
      code: 13223,
      message: `Dial: Invalid phone number format "${number.text}"`,
    });
    call.emit(event);
    return failed;
  }
  const legSid = newSid("CA");
  if (Object.values(call.state.phoneNumbers).some(({ phone_number }) => phone_number === number.text)) {
    const inner = await call.callOwnNumber(number.text, plan.callerId);
    const bridged = inner.end.kind !== "error" && !inner.events.some(({ kind }) => kind === "reject");
    const outcome = bridged ? "answered" : "failed";
    call.emit({ ...event, outcome, bridged, call: inner });
    return { outcome, bridged, duration: bridged ? (inner.events.at(-1)?.at ?? 0) : 0, legSid };
  }

  const outcome = call.takeOutcome(outcomes) ?? "answered";
  call.pass(outcome === "no-answer" ? plan.timeout : Math.min(pickUp, plan.timeout));
  if (outcome !== "answered" && outcome !== "declined") {
    call.emit({ ...event, outcome });
    return { ...failed, outcome, legSid };
  }
  const { url } = number.attributes;
  const whisper =
    url === undefined
      ? undefined
      : await call.whisper(
          { url: call.resolve(url), method: methodOf(number, "method", call), params: {} },
          { sid: legSid, to: number.text, callerId: plan.callerId, accepts: outcome === "answered" },
        );
  const bridged = outcome === "answered" && (whisper?.accepted ?? true);
  call.emit({
    ...event,
    outcome: bridged ? "answered" : "declined",
    bridged,
    ...(whisper === undefined ? {} : { whisper: whisper.events }),
  });
  const duration = bridged ? Math.min(conversation, plan.timeLimit) : 0;
  call.pass(duration);
  return { outcome: bridged ? "answered" : "declined", bridged, duration, legSid };
};

const numbersOf = (element: TwimlElement, url: string): readonly TwimlElement[] => {
  const foreign = element.children.find(({ name }) => name !== "Number");
  if (foreign !== undefined)
    throw new CallError(12200, `The emulator does not dial <${foreign.name}> yet`, url);
  if (element.children.length > maximumNumbers)
    throw new CallError(13216, `Dial: at most ${maximumNumbers} numbers can be rung at once`, url);
  if (element.children.length > 0) return element.children;
  return [{ ...element, name: "Number", attributes: {}, children: [] }];
};

/** The caller's or the called number, an owned or a verified one; anything else rings nobody (13214). */
const callerIdOf = (element: TwimlElement, call: VerbContext): string | undefined => {
  const given = element.attributes.callerId;
  if (given === undefined || given === "") return call.from;
  const { phoneNumbers, callerIds } = call.state;
  const allowed = [
    call.from,
    call.to,
    ...[...Object.values(phoneNumbers), ...Object.values(callerIds)].map((one) => one.phone_number),
  ];
  if (allowed.includes(given)) return given;
  call.emit({ kind: "warning", code: 13214, message: `Dial: Invalid callerId value "${given}"` });
  return undefined;
};
