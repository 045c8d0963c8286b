import type { Entry } from "../catalog/catalog.ts";
import type { Path, Related } from "../diagnostic/diagnostic.ts";
import { agent } from "../evaluate/routing.ts";
import { at, type Rule, relatedTo } from "./rule.ts";

/** A former id leads to one place: it is no present id, and stands in one list only. */
export const aliasTaken: Rule = function* (catalog) {
  const first = new Map<string, { readonly entry: Entry<unknown>; readonly path: Path }>();
  for (const entry of catalog.destinations.values()) {
    for (const [index, alias] of (entry.value.aliases ?? []).entries()) {
      const path = ["aliases", index];
      const report = (message: string, related: readonly Related[] = []) =>
        at(entry, path, { code: "alias-taken", message, related });
      const owner = catalog.destinations.get(alias);
      const other = first.get(alias);
      if (alias === agent)
        yield report(`"${agent}" stands for the voice agent and cannot be a former id. Remove it.`);
      else if (owner)
        yield report(
          `"${alias}" is a destination of today, so it cannot be a former id of "${entry.id}". Remove it.`,
          [relatedTo(owner, [], "the destination")],
        );
      else if (other)
        yield report(`"${alias}" is already a former id. A former id leads to one destination.`, [
          relatedTo(other.entry, other.path, "first listed here"),
        ]);
      else first.set(alias, { entry, path });
    }
  }
};
