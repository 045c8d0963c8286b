import type { Attempt } from "../target/target.ts";
import { type Element, element } from "./element.ts";

/**
 * <Dial> of one leg. https://www.twilio.com/docs/voice/twiml/dial
 * `answerOnBridge` lets the caller hear real ringing, and a call that nobody answers stays unanswered.
 */
export function dial(attempt: Attempt, noun: Element): Element {
  const { action, callerId, ring, recording } = attempt;
  const method = action === undefined ? undefined : "POST";
  const record = recordings[recording];
  return element(
    "Dial",
    { action, method, callerId, timeout: ring.timeout, answerOnBridge: true, record },
    noun,
  );
}

const recordings = {
  none: undefined,
  "from-answer": "record-from-answer",
  "dual-from-answer": "record-from-answer-dual",
} as const;

/** The attributes of a noun whose callee hears something first. https://www.twilio.com/docs/voice/twiml/number#url */
export function whisper({ whisperUrl }: Attempt): Element["attributes"] {
  return whisperUrl === undefined
    ? {}
    : { url: whisperUrl, method: whisperUrl.endsWith(".xml") ? "GET" : "POST" };
}
