import type { Catalog } from "../catalog/catalog.ts";
import { compileTarget, ringsOf } from "../target/index.ts";
import { at, type Rule, relatedTo } from "./rule.ts";

/** A fallback that rings the telephone that has just not been answered. */
export const sameTargetTwice: Rule = function* (catalog) {
  for (const [id, entry] of catalog.destinations) {
    const chain = chainFrom(catalog, id);
    const target = ringsOf(compileTarget(entry.value.to));
    const twice = chain.find((other) => ringsOf(compileTarget(other.value.to)) === target);
    if (target === undefined || !twice) continue;
    yield at(entry, entry.value.fallback === undefined ? ["to"] : ["fallback"], {
      code: "same-target-twice",
      severity: "warning",
      message: `When nobody answers ${target}, the call comes to "${twice.id}", which rings ${target} again. Let the fallback ring somewhere else.`,
      related: [relatedTo(twice, ["to"], "the same target")],
    });
  }
};

/** The destinations that a call comes to after `id`, itself excluded. */
function chainFrom(catalog: Catalog, id: string) {
  const chain = new Map<string, NonNullable<ReturnType<Catalog["destinations"]["get"]>>>();
  let next = nextOf(catalog, id);
  while (next !== undefined && next !== id && !chain.has(next)) {
    const entry = catalog.destinations.get(next);
    if (!entry) break;
    chain.set(next, entry);
    next = nextOf(catalog, next);
  }
  return [...chain.values()];
}

function nextOf(catalog: Catalog, id: string): string | undefined {
  return catalog.destinations.get(id)?.value.fallback ?? catalog.project?.value.defaults?.fallback;
}
