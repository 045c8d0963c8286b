import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { shown, type Wanted } from "./shown.ts";

/** The result of `validate --format json`, whose summary is of all; see schema/output/validate.schema.json. */
export function json(all: readonly Diagnostic[], files: number, wanted: Wanted = {}): string {
  const { diagnostics, omitted } = shown(all, wanted);
  return `${JSON.stringify({ version: 1, diagnostics, summary: { files, ...count(all), omitted } }, undefined, 2)}\n`;
}

/** How many errors and warnings there are. */
export function count(diagnostics: readonly Diagnostic[]) {
  const of = (severity: Diagnostic["severity"]) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return { errors: of("error"), warnings: of("warning") };
}
