import { at, type Rule, relatedTo } from "./rule.ts";
import { comparable } from "./words.ts";

/** Agents that choose by name must not find two destinations under one. */
export const duplicateName: Rule = function* (catalog) {
  for (const entries of [catalog.destinations, catalog.numbers]) {
    const first = new Map<string, string>();
    for (const [id, entry] of entries) {
      const key = comparable(entry.value.name);
      const other = entries.get(first.get(key) ?? "");
      if (!other) first.set(key, id);
      else
        yield at(entry, ["name"], {
          code: "duplicate-name",
          message: `"${other.id}" has the same name but for spaces, case and punctuation. Give each a name of its own.`,
          related: [relatedTo(other, ["name"], "the other name")],
        });
    }
  }
};
