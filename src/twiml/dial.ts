import type { Attempt } from "../target/target.ts";
import { type Element, element } from "./element.ts";

/**
 * <Dial> of one leg. https://www.twilio.com/docs/voice/twiml/dial
 * `answerOnBridge` lets the caller hear real ringing, and a call that nobody answers stays unanswered.
 */
export function dial(attempt: Attempt, noun: Element): Element {
  const { action, callerId, ring } = attempt;
  const method = action === undefined ? undefined : "POST";
  return element("Dial", { action, method, callerId, timeout: ring.timeout, answerOnBridge: true }, noun);
}
