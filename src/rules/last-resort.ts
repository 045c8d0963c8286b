import { compileTarget, legOf } from "../target/index.ts";
import { at, type Rule } from "./rule.ts";
import { ownSettings } from "./within.ts";

/** A chain that ends with nobody ends with the last resort, and somebody should have chosen its words. */
export const lastResort: Rule = function* (catalog) {
  const { project } = catalog;
  if (!project || project.value.lastResort !== undefined || project.value.defaults?.fallback !== undefined)
    return;
  for (const { entry, value } of ownSettings(catalog)) {
    if (value.fallback !== undefined || value.to === undefined || legOf(compileTarget(value.to)) === "none")
      continue;
    yield at(entry, ["to"], {
      code: "no-fallback",
      severity: "warning",
      part: "key",
      message: `When this leads to nobody, callers hear a sentence in English that nobody chose. Add \`fallback\`, or \`defaults.fallback\` or \`lastResort.message\` in handoffs.yaml.`,
    });
  }
};
