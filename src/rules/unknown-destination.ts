import type { Catalog } from "../catalog/catalog.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { agent } from "../evaluate/routing.ts";
import { destinationReferences } from "./references.ts";
import { at, type Rule } from "./rule.ts";

/** A reference names a destination that has no file. */
export const unknownDestination: Rule = function* (catalog) {
  const heirs = heirsOf(catalog);
  for (const { entry, path, id } of destinationReferences(catalog)) {
    if (catalog.destinations.has(id) || catalog.broken.has(id)) continue;
    const heir = heirs.get(id);
    const suggestions = heir === undefined ? suggest(id, [...catalog.destinations.keys(), agent]) : [heir];
    const message =
      heir === undefined
        ? `There is no destination "${id}": expected the name of a file in destinations/, or agent.${didYouMean(suggestions)}`
        : `"${id}" is a former id of "${heir}". Write "${heir}".`;
    yield at(entry, path, { code: "unknown-destination", message, suggestions });
  }
};

function heirsOf(catalog: Catalog): ReadonlyMap<string, string> {
  return new Map(
    [...catalog.destinations].flatMap(([id, { value }]) =>
      (value.aliases ?? []).map((alias) => [alias, id] as const),
    ),
  );
}
