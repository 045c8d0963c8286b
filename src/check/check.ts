import type * as z from "zod";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { Parsed } from "../parse/parse.ts";
import { type Problem, problemsOf } from "./problem.ts";
import { withValues } from "./value.ts";

/** A file's value in its schema's form, or every reason why it has none. */
export type Checked<T> =
  | { readonly valid: true; readonly value: T }
  | { readonly valid: false; readonly diagnostics: readonly Diagnostic[] };

/** Zod's compiled checks take as long to make as most projects take to check, and gain nothing on ten thousand files. */
const interpreted = { jitless: true };

/** Holds a parsed file against the Zod schema of its kind. Reports every problem, in our own words. */
export function check<T>(schema: z.ZodType<T>, parsed: Parsed): Checked<T> {
  if (parsed.diagnostics.length > 0) return { valid: false, diagnostics: parsed.diagnostics };
  const result = schema.safeParse(parsed.value ?? {}, interpreted);
  if (result.success) return { valid: true, value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, { schema, parsed }));
  const lines = parsed.source.text.split(/\r?\n/);
  return {
    valid: false,
    diagnostics: withoutEchoes(asQuoted(problems, schema, parsed)).map((problem) =>
      diagnosticOf(problem, parsed, lines),
    ),
  };
}

/**
 * Quotes alone do not mend every scalar: `timeout: 25` lacks its unit too. Where the text would be wrong even with
 * quotes, the problem is what is wrong then.
 */
function asQuoted(problems: readonly Problem[], schema: z.ZodType, parsed: Parsed): readonly Problem[] {
  const traps = problems.filter(({ code }) => code === "unquoted-text");
  if (traps.length === 0) return problems;
  const texts = traps.map(({ path }) => [path, parsed.written(path)?.text ?? ""] as const);
  const quoted: Parsed = { ...parsed, value: withValues(parsed.value, texts) };
  const left = new Map(
    (schema.safeParse(quoted.value, interpreted).error?.issues ?? [])
      .flatMap((issue) => problemsOf(issue, { schema, parsed: quoted }))
      .map((problem) => [JSON.stringify(problem.path), problem]),
  );
  return problems.map((problem) =>
    problem.code === "unquoted-text" ? (left.get(JSON.stringify(problem.path)) ?? problem) : problem,
  );
}

/** A key that is there but misspelt is not missing too. */
function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const meant = new Set(
    problems
      .filter(({ code }) => code === "unknown-key")
      .map(({ path, suggestions }) => JSON.stringify([...path.slice(0, -1), suggestions?.[0]])),
  );
  return problems.filter(
    ({ path, missing }) => missing === undefined || !meant.has(JSON.stringify([...path, missing])),
  );
}

function diagnosticOf(problem: Problem, parsed: Parsed, lines: readonly string[]): Diagnostic {
  const { code, message, path, suggestions = [] } = problem;
  const range = parsed.locate(path, problem.at);
  const rest = lines[range.endLine - 1]?.slice(range.endColumn - 1) ?? "";
  // YAML takes `extension: #204` for a comment.
  const hidden = code === "blank-value" && /^["']?\s*:\s+#\S/.test(rest);
  return {
    code,
    severity: "error",
    message: hidden ? `${message} What begins with # is a comment: put it in quotes.` : message,
    file: parsed.source.file,
    ...range,
    path,
    suggestions,
    related: [],
  };
}
