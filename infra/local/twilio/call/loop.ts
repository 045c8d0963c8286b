import { wholeNumberOf } from "./attributes.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext } from "./verb.ts";

/** 0 is until the call ends: after four hours at the latest, and each time takes a second at least. */
const endless = 14_400;
const most = 1000;

/** How often Say and Play are heard. https://www.twilio.com/docs/voice/twiml/play#attributes-loop */
export const loopOf = (element: TwimlElement, call: VerbContext): number =>
  wholeNumberOf(element, "loop", call, { minimum: 0, maximum: most, otherwise: 1 }) || endless;
