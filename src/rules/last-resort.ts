import { environmentsOf, layersOf } from "../plan/environment.ts";
import { compileTarget, legOf } from "../target/index.ts";
import { ownTarget } from "./own-target.ts";
import { fallbackOf } from "./reach.ts";
import { at, type Rule } from "./rule.ts";

/** A chain that ends with nobody ends with the last resort, and somebody should have chosen its words. */
export const lastResort: Rule = function* (catalog) {
  const { project } = catalog;
  if (!project || project.value.lastResort !== undefined || project.value.defaults?.fallback !== undefined)
    return;
  for (const [id, entry] of catalog.destinations) {
    const reported = new Set<string>();
    for (const environment of environmentsOf(project.value)) {
      const source = ownTarget(project, entry, environment);
      if (!source || legOf(compileTarget(source.to)) === "none" || reported.has(source.path.join())) continue;
      if (fallbackOf(catalog, layersOf(project.value, environment), id) !== undefined) continue;
      reported.add(source.path.join());
      yield at(entry, source.path, {
        code: "no-fallback",
        severity: "warning",
        part: "key",
        message: `When this leads to nobody, callers hear a sentence in English that nobody chose. Add \`fallback\`, or \`defaults.fallback\` or \`lastResort.message\` in handoffs.yaml.`,
      });
    }
  }
};
