import type { Diagnostic } from "../diagnostic/diagnostic.ts";

/** The result of `validate --format json`; see schema/output/validate.schema.json. */
export function json(diagnostics: readonly Diagnostic[], files: number): string {
  return `${JSON.stringify({ version: 1, diagnostics, summary: { files, ...count(diagnostics) } }, undefined, 2)}\n`;
}

export function count(diagnostics: readonly Diagnostic[]) {
  const of = (severity: Diagnostic["severity"]) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return { errors: of("error"), warnings: of("warning") };
}
