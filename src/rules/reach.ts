import type { Catalog } from "../catalog/catalog.ts";
import { agent } from "../evaluate/routing.ts";
import { applied } from "./applied.ts";

/**
 * Every destination that a call can come to which begins at one of `starts` (destinations, or `agent`), in the order
 * of the visit. The agent is in it where the call can come to it, and nothing that only the agent would choose.
 */
export function reachedFrom(
  catalog: Catalog,
  layers: readonly string[],
  starts: Iterable<string>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (id: string) => {
    const value = catalog.destinations.get(id)?.value;
    if (reached.has(id) || (!value && id !== agent)) return;
    reached.add(id);
    if (!value) return;
    const fallback = fallbackOf(catalog, layers, id);
    const closed = applied(value, layers, "hours") && applied(value, layers, "closed")?.value;
    for (const next of [fallback, closed]) if (next !== undefined) visit(next);
  };
  for (const start of starts) visit(start);
  return reached;
}

/** The same, with all that the agent can choose where a call comes to it. */
export function reachedByAgentToo(
  catalog: Catalog,
  layers: readonly string[],
  starts: Iterable<string>,
): ReadonlySet<string> {
  const reached = reachedFrom(catalog, layers, starts);
  return reached.has(agent) ? new Set([...reached, ...catalog.destinations.keys()]) : reached;
}

/** Where a call goes that a destination does not take; the project's own fallback has none. */
export function fallbackOf(catalog: Catalog, layers: readonly string[], id: string): string | undefined {
  const value = catalog.destinations.get(id)?.value;
  const own = value && applied(value, layers, "fallback")?.value;
  const general = catalog.project?.value.defaults?.fallback;
  return own ?? (general === id ? undefined : general);
}
