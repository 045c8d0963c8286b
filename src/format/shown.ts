import type { Diagnostic } from "../diagnostic/diagnostic.ts";

/** Which diagnostics a reader asked for. */
export interface Wanted {
  /** Errors only. */
  readonly quiet?: boolean;
  /** At most so many. */
  readonly max?: number;
}

/** What is printed of all that was found, in the same order. */
export interface Shown {
  readonly diagnostics: readonly Diagnostic[];
  /** How many more `max` holds back. */
  readonly omitted: number;
}

/** Of too many, the gravest are shown: no error gives way to a warning. */
export function shown(all: readonly Diagnostic[], { quiet, max }: Wanted): Shown {
  const wanted = quiet ? all.filter(({ severity }) => severity === "error") : all;
  if (max === undefined || wanted.length <= max) return { diagnostics: wanted, omitted: 0 };
  const kept = new Set(bySeverity(wanted).slice(0, max));
  return {
    diagnostics: wanted.filter((diagnostic) => kept.has(diagnostic)),
    omitted: wanted.length - max,
  };
}

/** Errors, then warnings, then the rest; each in the order in which they came. */
export function bySeverity(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return (["error", "warning", "info"] as const).flatMap((wanted) =>
    diagnostics.filter(({ severity }) => severity === wanted),
  );
}
