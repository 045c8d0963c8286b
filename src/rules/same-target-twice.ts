import type { Catalog } from "../catalog/catalog.ts";
import { compileTarget, ringsOf } from "../target/index.ts";
import { applied } from "./applied.ts";
import { eachEnvironment } from "./environments.ts";
import { ownTarget } from "./own-target.ts";
import { fallbackOf } from "./reach.ts";
import { at, type Rule, relatedTo } from "./rule.ts";

/** A fallback that rings the telephone that has just not been answered. */
export const sameTargetTwice: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const { project, environment, layers } of eachEnvironment(catalog)) {
    for (const [id, entry] of catalog.destinations) {
      const source = ownTarget(project, entry, environment);
      const target = source && ringsOf(compileTarget(source.to));
      if (source === undefined || target === undefined) continue;
      const twice = chainFrom(catalog, id, layers)
        .map((other) => ({ id: other.id, source: ownTarget(project, other, environment) }))
        .find((other) => other.source && ringsOf(compileTarget(other.source.to)) === target);
      const { path } = applied(entry.value, layers, "fallback") ?? source;
      const place = `${id} ${path.join("/")}`;
      if (twice?.source === undefined || reported.has(place)) continue;
      reported.add(place);
      yield at(entry, path, {
        code: "same-target-twice",
        severity: "warning",
        message: `When nobody answers ${target}, the call comes to "${twice.id}", which rings ${target} again. Let the fallback ring somewhere else.`,
        related: [relatedTo(twice.source.file, twice.source.path, "the same target")],
      });
    }
  }
};

/** The destinations that a call comes to after `id`, itself excluded. */
function chainFrom(catalog: Catalog, id: string, layers: readonly string[]) {
  const chain = new Map<string, NonNullable<ReturnType<Catalog["destinations"]["get"]>>>();
  let next = fallbackOf(catalog, layers, id);
  while (next !== undefined && next !== id && !chain.has(next)) {
    const entry = catalog.destinations.get(next);
    if (!entry) break;
    chain.set(next, entry);
    next = fallbackOf(catalog, layers, next);
  }
  return [...chain.values()];
}
