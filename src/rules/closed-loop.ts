import type { Catalog } from "../catalog/catalog.ts";
import { at, type Rule } from "./rule.ts";

/** Closed destinations that send calls round to each other: when all are closed, nobody is reached. */
export const closedLoop: Rule = function* (catalog) {
  const reported = new Set<string>();
  for (const [id, entry] of catalog.destinations) {
    const circle = circleFrom(catalog, id);
    if (circle === undefined || circle.some((member) => reported.has(member))) continue;
    for (const member of circle) reported.add(member);
    yield at(entry, ["closed"], {
      code: "closed-loop",
      message: `While they are closed, calls run in a circle: ${[...circle, id].join(" → ")}. Let one of them send calls to a destination without hours, or to the agent.`,
    });
  }
};

/** The ids from `id` back to it by `closed` alone; undefined when it does not come back. */
function circleFrom(catalog: Catalog, id: string): readonly string[] | undefined {
  const circle = [id];
  for (
    let next = catalog.destinations.get(id)?.value.closed;
    next !== undefined;
    next = catalog.destinations.get(next)?.value.closed
  ) {
    if (next === id) return circle;
    if (circle.includes(next)) return undefined;
    circle.push(next);
  }
  return undefined;
}
