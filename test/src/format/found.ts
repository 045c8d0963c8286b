import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";

/** A diagnostic as a check would report it, with what a test is about. */
export function found(about: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: "unknown-key",
    severity: "error",
    message: 'Unknown key "falback". Did you mean "fallback"?',
    file: "destinations/billing.yaml",
    line: 5,
    column: 1,
    endLine: 5,
    endColumn: 8,
    path: ["falback"],
    suggestions: ["fallback"],
    related: [],
    ...about,
  };
}
