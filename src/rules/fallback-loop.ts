import type { Catalog } from "../catalog/catalog.ts";
import { agent } from "../evaluate/routing.ts";
import { applied } from "./applied.ts";
import { eachEnvironment } from "./environments.ts";
import { fallbackOf } from "./reach.ts";
import { at, type Rule } from "./rule.ts";

/** Fallbacks that lead back to where they began: the second visit never rings, so the chain is not what it seems. */
export const fallbackLoop: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const { layers } of eachEnvironment(catalog)) {
    for (const [id, entry] of catalog.destinations) {
      const chain = chainFrom(catalog, id, layers);
      const place = applied(entry.value, layers, "fallback")?.path;
      const circle = chain.length > 1 && chain.at(-1) === id;
      if (!circle || place === undefined || chain.some((member) => reported.has(member))) continue;
      for (const member of chain) reported.add(member);
      yield at(entry, place, {
        code: "fallback-loop",
        message: `The fallbacks run in a circle: ${chain.join(" → ")}. Let one of them fall back to a voicemail, a message or the agent.`,
      });
    }
  }
};

/** The fallbacks after `id`, up to the first that was there before (which then ends the list) or that has none. */
function chainFrom(catalog: Catalog, id: string, layers: readonly string[]): readonly string[] {
  const chain = [id];
  for (;;) {
    const last = chain.at(-1) ?? id;
    const next = fallbackOf(catalog, layers, last);
    if (next === undefined || next === agent || !catalog.destinations.has(next)) return chain;
    const seen = chain.includes(next);
    chain.push(next);
    if (seen) return chain;
  }
}
