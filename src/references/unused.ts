import type { ValidCatalog } from "../catalog/catalog.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { layersOf } from "../plan/environment.ts";
import { references } from "../rules/references.ts";
import { at } from "../rules/rule.ts";

/**
 * The destinations that neither the agent nor the project itself ever hands a call to: no fallback, no closed desk, no
 * number leads there in the environment (in any, when none is named), and it is not the default.
 */
export function unusedIn(
  catalog: ValidCatalog,
  used: ReadonlySet<string>,
  unresolved: number,
  environment: string | undefined,
): readonly Diagnostic[] {
  const layers = environment === undefined ? undefined : layersOf(catalog.project.value, environment);
  const ledTo = new Set(
    [...references(catalog)]
      .filter(
        (reference) =>
          reference.environment === undefined || layers?.includes(reference.environment) !== false,
      )
      .map(({ id }) => id),
  );
  const doubt =
    unresolved === 0
      ? ""
      : ` It may be ${unresolved === 1 ? "the one that shows" : `one of the ${unresolved} that show`} at run time only.`;
  return [...catalog.destinations.values()]
    .filter(({ id, value }) => !used.has(id) && !ledTo.has(id) && value.default !== true)
    .map((entry) =>
      at(entry, ["name"], {
        code: "unused-destination",
        severity: "info",
        message: `The agent never hands a call to "${entry.id}", and nothing else leads there.${doubt}`,
      }),
    );
}
