import { newSid } from "../sid.ts";
import { actionOf, goOn } from "./action.ts";
import { choiceOf, warnUnknownAttributes, warnUnknownNouns, wholeNumberOf } from "./attributes.ts";
import { CallError } from "./call-error.ts";
import type { LegPlan, LegResult, Noun } from "./noun.ts";
import { missingNouns, nouns } from "./nouns.ts";
import { recordingUrl } from "./record.ts";
import { type DialOutcome, recordModes } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { Step, Verb, VerbContext } from "./verb.ts";

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
  nouns: [...nouns.keys(), ...missingNouns],
  async run(element, call) {
    choiceOf(element, "sequential", call, ["false", "true"]);
    const plan: LegPlan = {
      callerId: element.attributes.callerId,
      timeout: wholeNumberOf(element, "timeout", call, { minimum: 5, maximum: 600, otherwise: 30 }),
      timeLimit: wholeNumberOf(element, "timeLimit", call, {
        minimum: 1,
        maximum: 86_400,
        otherwise: 14_400,
      }),
      recording: choiceOf(element, "record", call, recordModes),
      answerOnBridge: choiceOf(element, "answerOnBridge", call, ["false", "true"]) === "true",
    };
    let result: LegResult = { outcome: "failed", bridged: false, duration: 0, legSid: null };
    let isTaken = false;
    // Numbers that ring together are tried in turn: who picks up is ordered by the caller of the emulator, not raced.
    for (const { noun, target } of targetsOf(element, call)) {
      if (isTaken) {
        noun.cancel(target, plan, call);
        continue;
      }
      result = await noun.ring(target, plan, call);
      // The first to pick up ends the others' ringing, even when it then declines.
      isTaken = ["answered", "declined", "machine", "hangup"].includes(result.outcome);
    }
    return after(element, call, plan, result);
  },
};

interface Target {
  readonly noun: Noun;
  readonly target: TwimlElement;
}

/** A Dial without nouns holds a number as text. */
const targetsOf = (element: TwimlElement, call: VerbContext): readonly Target[] => {
  const elements =
    element.children.length > 0 ? element.children : [{ ...element, name: "Number", attributes: {} }];
  const targets = elements.flatMap((target): readonly Target[] => {
    if (missingNouns.includes(target.name))
      throw new CallError(12200, `The emulator does not dial <${target.name}> yet`, call.documentUrl);
    const noun = nouns.get(target.name);
    if (noun === undefined) return [];
    warnUnknownAttributes(target, noun.attributes, call);
    warnUnknownNouns(target, noun.nouns, call);
    return [{ noun, target }];
  });
  const tooMany = targets.find(({ noun }) => targets.length > noun.maximum);
  if (tooMany !== undefined)
    throw new CallError(
      13216,
      `Dial: at most ${tooMany.noun.maximum} of ${tooMany.noun.name} at once, not ${targets.length}`,
      call.documentUrl,
    );
  return targets;
};

const after = (
  element: TwimlElement,
  call: VerbContext,
  plan: LegPlan,
  result: LegResult,
): Promise<Step> | Step => {
  const action = actionOf(element, call, {
    DialCallStatus: dialCallStatus[result.outcome],
    DialBridged: String(result.bridged),
    ...(result.legSid === null ? {} : { DialCallSid: result.legSid }),
    ...(result.duration > 0 ? { DialCallDuration: String(result.duration) } : {}),
    ...result.params,
    ...(result.bridged && plan.recording !== "do-not-record" ? recordingParams() : {}),
  });
  return result.outcome === "hangup" ? call.callerHungUp(action) : goOn(action);
};

const recordingParams = (): Readonly<Record<string, string>> => {
  const sid = newSid("RE");
  return { RecordingSid: sid, RecordingUrl: recordingUrl(sid) };
};

/** Whoever picks up and declines completes the call: only DialBridged tells that from a conversation. */
export const dialCallStatus = {
  answered: "completed",
  declined: "completed",
  machine: "completed",
  busy: "busy",
  "no-answer": "no-answer",
  failed: "failed",
  canceled: "canceled",
  hangup: "canceled",
} as const satisfies Record<DialOutcome, string>;
