import { newSid } from "../sid.ts";
import { methodOf } from "./attributes.ts";
import { dialOutcomes, type LegPlan, type LegResult } from "./noun.ts";
import type { Destination, Leg } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext, WhisperResult } from "./verb.ts";

/** Seconds: how long a callee takes to pick up, and how long two people then speak. */
export const pickUp = 5;
export const conversation = 60;

/** A leg that has not rung yet. */
export const legTo = (
  destination: Destination,
  callerId: string,
  { timeout, recording, answerOnBridge }: LegPlan,
): Leg => ({
  kind: "leg",
  callSid: null,
  destination,
  callerId,
  sendDigits: null,
  timeout,
  recording,
  answerOnBridge,
  outcome: "failed",
  bridged: false,
  duration: 0,
});

/** A leg that Twilio does not even try, and why. */
export const failLeg = (leg: Leg, code: number, message: string, call: VerbContext): LegResult => {
  call.emit({ kind: "warning", code, message });
  call.emit(leg);
  return { outcome: "failed", bridged: false, duration: 0, legSid: null };
};

/** Rings, lets the callee hear the noun's `url`, and connects: the same for a number, a SIP address and a client. */
export const ring = async (
  element: TwimlElement,
  leg: Leg,
  plan: LegPlan,
  call: VerbContext,
): Promise<LegResult> => {
  const { machineDetection, amdStatusCallback } = element.attributes;
  if (machineDetection !== undefined && amdStatusCallback === undefined)
    call.emit({
      kind: "warning",
      code: 21262,
      message: "machineDetection is of no use without amdStatusCallback",
    });
  const legSid = newSid("CA");
  const { outcome, digits, after = 0 } = call.takeOutcome(dialOutcomes) ?? { outcome: "answered" };
  call.pass(outcome === "no-answer" ? plan.timeout : Math.min(pickUp, plan.timeout));
  const isWhispered = outcome === "hangup" && after > pickUp;
  if (!isWhispered && outcome !== "answered" && outcome !== "declined" && outcome !== "machine") {
    call.emit({ ...leg, callSid: legSid, outcome });
    return { outcome, bridged: false, duration: 0, legSid };
  }
  const whisper = await whisperTo(element, leg, legSid, outcome === "answered" ? digits : null, call);
  const bridged = outcome !== "declined" && outcome !== "hangup" && (whisper?.accepted ?? true);
  const final = outcome === "answered" && !bridged ? "declined" : outcome;
  const duration = bridged ? Math.min(conversation, plan.timeLimit) : 0;
  call.emit({
    ...leg,
    callSid: legSid,
    outcome: final,
    bridged,
    duration,
    ...(whisper === undefined ? {} : { whisper: whisper.events }),
  });
  call.pass(duration);
  return { outcome: final, bridged, duration, legSid };
};

const whisperTo = async (
  element: TwimlElement,
  { destination, callerId }: Leg,
  sid: string,
  digits: string | null | undefined,
  call: VerbContext,
): Promise<WhisperResult | undefined> => {
  const { url } = element.attributes;
  if (url === undefined || url === "") return undefined;
  return call.whisper(
    { url: call.resolve(url), method: methodOf(element, "method", call), params: {} },
    { sid, to: addressOf(destination), callerId, digits },
  );
};

/** `To` of the callee's call. */
export const addressOf = (destination: Destination): string => {
  switch (destination.kind) {
    case "number":
      return destination.number;
    case "sip":
      return destination.uri;
    case "client":
      return `client:${destination.identity}`;
    case "queue":
      return destination.name;
    case "workflow":
      return destination.workflowSid;
  }
};
