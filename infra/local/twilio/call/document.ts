import { warnUnknownAttributes } from "./attributes.ts";
import { CallError } from "./call-error.ts";
import type { TwimlElement } from "./twiml.ts";
import { next, type Step, type VerbContext } from "./verb.ts";
import { missingVerbs, verbs } from "./verbs.ts";

/**
 * Runs verbs in order until one leads elsewhere. What Twilio's schema does not know is warned about (12200) and
 * skipped; what Twilio knows and the emulator does not is an error. `banned`: verbs that may not stand here.
 */
export const runVerbs = async (
  elements: readonly TwimlElement[],
  call: VerbContext,
  banned: readonly string[] = [],
): Promise<Step> => {
  for (const element of elements) {
    if (banned.includes(element.name))
      throw new CallError(12200, `<${element.name}> may not stand in this document`, call.documentUrl);
    const verb = verbs.get(element.name);
    if (verb === undefined) {
      if (missingVerbs.includes(element.name))
        throw new CallError(12200, `The emulator does not do <${element.name}> yet`, call.documentUrl);
      warn(`Invalid content was found starting with element '${element.name}'`, call);
      continue;
    }
    warnUnknownAttributes(element, verb.attributes, call);
    for (const { name } of element.children)
      if (verb.nouns !== "any" && !verb.nouns.includes(name))
        warn(`Element '${name}' is not allowed to appear in element '${element.name}'`, call);
    const step = await verb.run(element, call);
    call.verbDone();
    if (step.kind !== "next") return step;
  }
  return next;
};

const warn = (message: string, call: VerbContext): void =>
  call.emit({ kind: "warning", code: 12200, message });
