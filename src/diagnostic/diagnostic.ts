import type { Code } from "./codes.ts";

/** One problem in the user's files, as every format prints it. Lines and columns count from 1; the end is exclusive. */
export interface Diagnostic {
  /** Stable name of the kind of problem, e.g. `unknown-key`. */
  readonly code: Code;
  readonly severity: Severity;
  /** What is wrong, what was expected and how to mend it. */
  readonly message: string;
  /** Relative to the project root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Keys and indexes from the root of the file to the value, e.g. `["environments", "live", "to"]`. */
  readonly path: Path;
  /** Texts that could stand there instead, best first. */
  readonly suggestions: readonly string[];
  readonly related: readonly Related[];
}

export type Severity = "error" | "warning" | "info";

export type Path = readonly (string | number)[];

/** Another place that a reader needs to understand the problem, e.g. "first declared here". */
export interface Related {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A stretch of one file; lines and columns count from 1, the end is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** By file, then position, then code: the order of every output. */
export function byPosition(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
