import type { Entry } from "../catalog/catalog.ts";
import { environmentsOf, type Sourced, targetFor } from "../plan/environment.ts";
import { compileTarget, ringsOf } from "../target/index.ts";
import { at, type Rule, relatedTo } from "./rule.ts";

/** A destination that dials one of our own inbound numbers sends the caller round in a circle. */
export const ownNumber: Rule = function* (catalog) {
  const { project } = catalog;
  if (!project) return;
  const inbound = new Map<string, { readonly entry: Entry<unknown>; readonly environment: string }>();
  for (const entry of catalog.numbers.values()) {
    for (const [environment, { number }] of Object.entries(entry.value.environments))
      if (number !== undefined) inbound.set(number, { entry, environment });
  }
  const reported = new Set<string>();
  for (const environment of environmentsOf(project.value)) {
    for (const entry of catalog.destinations.values()) {
      const source = targetFor(project, entry, environment);
      const found = inbound.get(dialled(source) ?? "");
      const place = `${source.file.file} ${source.path.join("/")}`;
      if (!found || reported.has(place)) continue;
      reported.add(place);
      yield at(source.file, source.path, {
        code: "own-number",
        message: `${dialled(source)} is our own inbound number "${found.entry.id}" in ${found.environment}: the call would come back to us. Name the place that is to ring.`,
        related: [
          relatedTo(found.entry, ["environments", found.environment, "number"], "the inbound number"),
        ],
      });
    }
  }
};

function dialled({ to }: Sourced): string | undefined {
  const target = compileTarget(to);
  return ringsOf(target)?.split(";")[0];
}
