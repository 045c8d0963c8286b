import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Code } from "../diagnostic/codes.ts";
import type { Diagnostic, Path, Related } from "../diagnostic/diagnostic.ts";

/** A check of the whole project. It reports and never throws for what a user wrote. */
export type Rule = (catalog: Catalog) => Iterable<Diagnostic>;

interface Finding {
  readonly code: Code;
  readonly message: string;
  readonly severity?: Diagnostic["severity"];
  readonly part?: "key" | "value";
  readonly suggestions?: readonly string[];
  readonly related?: readonly Related[];
}

/** A Diagnostic at a path of an entry. */
export function at(entry: Entry<unknown>, path: Path, finding: Finding): Diagnostic {
  const { code, message, severity = "error", part = "value", suggestions = [], related = [] } = finding;
  return {
    code,
    severity,
    message,
    file: entry.file,
    ...entry.locate(path, part),
    path,
    suggestions,
    related,
  };
}

/** "First declared here" and the like. */
export function relatedTo(entry: Entry<unknown>, path: Path, message: string): Related {
  const { line, column } = entry.locate(path);
  return { message, file: entry.file, line, column };
}
