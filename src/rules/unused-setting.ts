import { isBye } from "../evaluate/by-sip.ts";
import { compileTarget, legOf } from "../target/index.ts";
import type { LegKind } from "../target/target.ts";
import { at, type Rule } from "./rule.ts";
import { settings } from "./within.ts";

/** What only a call that is dialled out makes use of. */
const ofDials = ["callerId", "ring", "screening", "recording"] as const;

/** A setting without effect, which its writer believes in. */
export const unusedSetting: Rule = function* (catalog) {
  for (const { entry, value, path } of settings(catalog)) {
    const to = compileTarget(value.to ?? entry.value.to);
    // A telephone call, which cannot be given back, goes to the fallback.
    const leg = isBye(to) ? "refer" : legOf(to);
    const unused = [...(leg === "dial" ? [] : ofDials), ...(leg === "none" ? (["fallback"] as const) : [])];
    for (const key of unused) {
      if (value[key] === undefined || value[key] === "none") continue;
      yield at(entry, [...path, key], {
        code: "unused-setting",
        severity: "warning",
        part: "key",
        message: `\`${key}\` has no effect here: ${reasons[leg]}. Remove it.`,
      });
    }
  }
};

const reasons: Readonly<Record<LegKind, string>> = {
  dial: "a telephone rings",
  refer: "the caller's own SIP side takes the call",
  queue: "callers wait in a queue, and nothing is dialled",
  record: "callers leave a message, and nothing is dialled",
  none: "the call ends here, and nothing is dialled",
};
