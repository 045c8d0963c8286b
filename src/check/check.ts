import type * as z from "zod";
import type { IssueParams } from "../../schema/text.ts";
import type { Diagnostic, Path } from "../diagnostic/diagnostic.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import type { Parsed } from "../parse/parse.ts";
import { keysAt, optionFor } from "./shape.ts";
import { scalarTrap } from "./trap.ts";

/** A file's value in its schema's form, or every reason why it has none. */
export type Checked<T> =
  | { readonly valid: true; readonly value: T }
  | { readonly valid: false; readonly diagnostics: readonly Diagnostic[] };

/** Holds a parsed file against the Zod schema of its kind. Reports every problem, in our own words. */
export function check<T>(schema: z.ZodType<T>, parsed: Parsed): Checked<T> {
  if (parsed.diagnostics.length > 0) return { valid: false, diagnostics: parsed.diagnostics };
  const result = schema.safeParse(parsed.value ?? {});
  if (result.success) return { valid: true, value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, [], schema, parsed));
  return { valid: false, diagnostics: problems.map((problem) => diagnosticOf(problem, parsed)) };
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly path: Path;
  readonly at: "key" | "value";
  readonly suggestions?: readonly string[];
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, above: Path, schema: z.core.$ZodType, parsed: Parsed): readonly Problem[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const value = valueAt(parsed.value, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, keysAt(schema, path, value)));
    case "invalid_type":
      return [wrongType(issue, path, value, parsed)];
    case "invalid_union":
      return union(issue, path, value, schema, parsed);
    case "invalid_key":
      return issue.issues
        .flatMap((inner) => problemsOf(inner, path, schema, parsed))
        .map((problem) => ({ ...problem, path, at: "key" as const }));
    case "custom": {
      const { code, suggestions } = issue.params as unknown as IssueParams;
      return [
        {
          code,
          message: issue.message + didYouMean(suggestions ?? []),
          path,
          at: "value",
          ...(suggestions ? { suggestions } : {}),
        },
      ];
    }
    case "invalid_value":
      return [wrongWord(issue.values.map(String), path, value)];
    case "too_small":
    case "too_big":
      return [
        {
          code: "out-of-range",
          message: `Expected a number of 0 or more, found ${JSON.stringify(value)}.`,
          path,
          at: "value",
        },
      ];
    default:
      throw new Error(`The schema reports a kind of problem that has no words yet: ${issue.code}`);
  }
}

function unknownKey(key: string, path: Path, allowed: readonly string[]): Problem {
  const suggestions = suggest(key, allowed);
  const hint = suggestions.length > 0 ? didYouMean(suggestions) : ` Known here: ${allowed.join(", ")}.`;
  return {
    code: "unknown-key",
    message: `Unknown key "${key}".${hint}`,
    path: [...path, key],
    at: "key",
    suggestions,
  };
}

function wrongType(issue: z.core.$ZodIssueInvalidType, path: Path, value: unknown, parsed: Parsed): Problem {
  const key = path.at(-1);
  const expected = typeNames[issue.expected] ?? issue.expected;
  if (value === undefined)
    return key === undefined
      ? { code: "wrong-type", message: `Expected ${expected}, found an empty file.`, path, at: "value" }
      : {
          code: "missing-key",
          message: `Missing key "${key}": ${expected} is required here.`,
          path: path.slice(0, -1),
          at: "key",
        };
  if (value === null)
    return {
      code: "blank-value",
      message: `"${key}" is blank. Give it a value, or remove the line.`,
      path,
      at: "key",
    };
  const scalar = parsed.written(path);
  const trap =
    issue.expected === "string" && scalar !== undefined && !scalar.quoted
      ? scalarTrap(scalar.text, value)
      : undefined;
  if (trap) return { ...trap, path, at: "value" };
  return { code: "wrong-type", message: `Expected ${expected}, found ${kindOf(value)}.`, path, at: "value" };
}

function wrongWord(values: readonly string[], path: Path, value: unknown): Problem {
  if (value === null || value === undefined)
    return {
      code: "blank-value",
      message: `"${path.at(-1)}" is blank. Expected ${values.join(", ")}.`,
      path,
      at: "key",
    };
  const suggestions = typeof value === "string" ? suggest(value, values) : [];
  const message = `Expected ${values.join(" or ")}, found ${kindOf(value)}.${didYouMean(suggestions)}`;
  return { code: "unknown-word", message, path, at: "value", suggestions };
}

/** A union is either a text or a map that has exactly one of several keys. */
function union(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: Path,
  value: unknown,
  schema: z.core.$ZodType,
  parsed: Parsed,
): readonly Problem[] {
  const option = optionFor(schema, path, value);
  if (option.found === "one") {
    const issues = issue.errors[option.index] ?? [];
    return issues.flatMap((inner) => problemsOf(inner, path, schema, parsed));
  }
  if (value === undefined || value === null)
    return [wrongType({ ...issue, code: "invalid_type", expected: "string" }, path, value, parsed)];
  if (!isMap(value))
    return [wrongType({ ...issue, code: "invalid_type", expected: "string" }, path, value, parsed)];
  const kinds = option.kinds.join(", ");
  const given = Object.keys(value);
  const suggestions = option.found === "none" ? given.flatMap((key) => suggest(key, option.kinds)) : [];
  const found =
    option.found === "several"
      ? `found several: ${option.given.join(", ")}`
      : given.length > 0
        ? `found ${given.map((key) => `"${key}"`).join(", ")}`
        : "found an empty map";
  return [
    {
      code: "target-kind",
      message: `Expected exactly one of ${kinds}; ${found}.${didYouMean(suggestions)}`,
      path,
      at: "value",
      suggestions,
    },
  ];
}

function diagnosticOf(problem: Problem, parsed: Parsed): Diagnostic {
  const { code, message, path } = problem;
  const range = parsed.locate(path, problem.at);
  return {
    code,
    severity: "error",
    message,
    file: parsed.source.file,
    ...range,
    path,
    suggestions: problem.suggestions ?? [],
    related: [],
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  object: "a map",
  record: "a map",
  array: "a list",
  boolean: "true or false",
  number: "a number",
  int: "a whole number",
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isMap(value)) return "a map";
  return typeof value === "string" ? `the text ${JSON.stringify(value)}` : `${String(value)}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return Object.getOwnPropertyDescriptor(inner, step)?.value;
  }, value);
}
