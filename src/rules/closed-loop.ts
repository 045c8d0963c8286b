import type { Catalog } from "../catalog/catalog.ts";
import { applied } from "./applied.ts";
import { eachEnvironment } from "./environments.ts";
import { at, type Rule } from "./rule.ts";

/** Closed destinations that send calls round to each other: when all are closed, nobody is reached. */
export const closedLoop: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const { layers } of eachEnvironment(catalog)) {
    for (const [id, entry] of catalog.destinations) {
      const circle = circleFrom(catalog, id, layers);
      const closed = applied(entry.value, layers, "closed");
      if (!circle || !closed || circle.some((member) => reported.has(member))) continue;
      for (const member of circle) reported.add(member);
      yield at(entry, closed.path, {
        code: "closed-loop",
        message: `While they are closed, calls run in a circle: ${[...circle, id].join(" → ")}. Let one of them send calls to a destination without hours, or to the agent.`,
      });
    }
  }
};

/** The ids from `id` back to it by `closed` alone; undefined when it does not come back. */
function circleFrom(catalog: Catalog, id: string, layers: readonly string[]): readonly string[] | undefined {
  const circle = [id];
  for (;;) {
    const value = catalog.destinations.get(circle.at(-1) ?? id)?.value;
    const next = value && applied(value, layers, "closed")?.value;
    if (next === id) return circle;
    if (next === undefined || circle.includes(next)) return undefined;
    circle.push(next);
  }
}
