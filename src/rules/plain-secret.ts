import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { at, type Rule } from "./rule.ts";

/** Twilio's own secrets, and passwords inside addresses. */
const secretText = /\b(SK[0-9a-f]{32}|[0-9a-f]{32}:[0-9a-f]{32})\b|\/\/[^\s/:@]+:[^\s/@]+@/;

/** Whoever reads the repository reads its secrets. */
export const plainSecret: Rule = function* (catalog) {
  for (const entry of entries(catalog)) {
    for (const [path, text] of texts(entry.value, []))
      if (secretText.test(text))
        yield at(entry, path, {
          code: "plain-secret",
          message:
            "This looks like a secret, and everybody with the repository can read it. Remove it, revoke it, and keep secrets in the stack: `pulumi config set --secret`.",
        });
  }
};

function* entries(catalog: Catalog): Iterable<Entry<unknown>> {
  if (catalog.project) yield catalog.project;
  yield* catalog.destinations.values();
  yield* catalog.numbers.values();
}

function* texts(value: unknown, path: Path): Iterable<readonly [Path, string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) yield* texts(part, [...path, key]);
}
