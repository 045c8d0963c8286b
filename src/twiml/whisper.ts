import type { Screening } from "../evaluate/routing.ts";
import { variablesOf } from "../target/variables.ts";
import { type Element, element } from "./element.ts";
import { routerPath, whisperPath } from "./paths.ts";
import { type Speech, say } from "./say.ts";

/** Seconds in which the key must be pressed after the whisper. */
const patience = 8;

/**
 * Where Twilio finds what the callee hears first; undefined when nothing is to be heard. A `callerId` hides the
 * caller's number from the callee's leg, so that no whisper can say it; undefined shows it.
 */
export function whisperUrl(
  destination: string,
  screening: Screening | undefined,
  callerId: string | undefined,
): string | undefined {
  if (screening === undefined || (screening.whisper === undefined && screening.accept === undefined))
    return undefined;
  const variables = variablesOf(screening.whisper ?? "");
  if (variables.length === 0) return whisperPath(destination);
  const hidden = callerId !== undefined && variables.includes("caller");
  return `${routerPath}?whisper=${destination}${hidden ? "&caller=hidden" : ""}`;
}

/**
 * What the callee hears: the whisper, and where a key must be pressed, a wait for it that ends the leg without it. So
 * a voicemail box never takes the call. https://www.twilio.com/docs/voice/twiml/number#modify-dial-behaviour
 */
export function whisperVerbs(
  destination: string,
  { whisper, accept }: Screening,
  speech: Speech,
): readonly Element[] {
  const said = whisper === undefined ? [] : [say(whisper, speech)];
  if (accept === undefined) return said;
  const action = `${routerPath}?accept=${destination}`;
  return [
    element("Gather", { numDigits: 1, timeout: patience, finishOnKey: "", action, method: "POST" }, ...said),
    element("Hangup"),
  ];
}
