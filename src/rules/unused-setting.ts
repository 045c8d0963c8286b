import type { DestinationShape } from "../../schema/destination.ts";
import { isBye } from "../evaluate/by-sip.ts";
import { compileTarget, legOf } from "../target/index.ts";
import type { LegKind } from "../target/target.ts";
import { applied } from "./applied.ts";
import { eachLayers } from "./environments.ts";
import { at, type Rule } from "./rule.ts";
import { settings } from "./within.ts";

/** What only a call that is dialled out makes use of. */
const ofDials = ["callerId", "ring", "screening", "recording"] as const;

/** A setting without effect, which its writer believes in. */
export const unusedSetting: Rule = function* (catalog) {
  const every = eachLayers(catalog);
  for (const { entry, value, path, environment } of settings(catalog)) {
    const here = every.filter((layers) => environment === undefined || layers.includes(environment));
    const [leg = "dial", ...others] = here.map((layers) => legIn(entry.value, layers));
    const isUsed = (by: (leg: LegKind) => boolean) => [leg, ...others].some(by);
    const unused = [
      ...(isUsed((one) => one === "dial") ? [] : ofDials),
      ...(isUsed((one) => one !== "none") ? [] : (["fallback"] as const)),
    ];
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

/** The leg to what the destination's own file rings: a catch-all is for tests. */
function legIn(value: DestinationShape, layers: readonly string[]): LegKind {
  const to = compileTarget(applied(value, layers, "to")?.value ?? value.to);
  // A telephone call, which cannot be given back, goes to the fallback.
  return isBye(to) ? "refer" : legOf(to);
}

const reasons: Readonly<Record<LegKind, string>> = {
  dial: "a telephone rings",
  refer: "the caller's own SIP side takes the call",
  queue: "callers wait in a queue, and nothing is dialled",
  record: "callers leave a message, and nothing is dialled",
  none: "the call ends here, and nothing is dialled",
};
