import { warnUnknownAttributes, warnUnknownNouns } from "./attributes.ts";
import { CallError } from "./call-error.ts";
import type { TwimlElement } from "./twiml.ts";
import { next, type Step, type VerbContext } from "./verb.ts";
import { missingVerbs, verbs } from "./verbs.ts";

/** Who hears a document, and when: the caller, a callee before the two are connected, the caller in a queue. */
export type Place = "call" | "whisper" | "queue";

/**
 * https://www.twilio.com/docs/voice/twiml/number#url
 * https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl
 */
const mayStand: Record<Place, (verb: string) => boolean> = {
  call: (verb) => verb !== "Leave",
  whisper: (verb) => !["Dial", "Enqueue", "Leave", "Refer"].includes(verb),
  queue: (verb) => ["Gather", "Hangup", "Leave", "Pause", "Play", "Redirect", "Say"].includes(verb),
};

/**
 * Runs verbs in order until one leads elsewhere. What Twilio's schema does not know is warned about (12200) and
 * skipped; what Twilio knows and the emulator does not is an error, and so is what may not stand in this place.
 */
export const runVerbs = async (
  elements: readonly TwimlElement[],
  call: VerbContext,
  place: Place = "call",
): Promise<Step> => {
  for (const element of elements) {
    const verb = verbs.get(element.name);
    if (verb === undefined) {
      if (missingVerbs.includes(element.name))
        throw new CallError(12200, `The emulator does not do <${element.name}> yet`, call.documentUrl);
      warn(`Invalid content was found starting with element '${element.name}'`, call);
      continue;
    }
    if (!mayStand[place](verb.name))
      throw new CallError(12200, `<${verb.name}> may not stand in this document`, call.documentUrl);
    warnUnknownAttributes(element, verb.attributes, call);
    if (verb.nouns !== "any") warnUnknownNouns(element, verb.nouns, call);
    const step = await verb.run(element, call);
    call.verbDone();
    if (step.kind !== "next") return step;
  }
  return next;
};

const warn = (message: string, call: VerbContext): void =>
  call.emit({ kind: "warning", code: 12200, message });
