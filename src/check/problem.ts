import type * as z from "zod";
import type { IssueParams } from "../../schema/text.ts";
import type { Code } from "../diagnostic/codes.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import type { Parsed } from "../parse/parse.ts";
import { expectedAt, keysAt, listed, optionFor } from "./shape.ts";
import { scalarTrap } from "./trap.ts";
import { isMap, kindOf, shortened, valueAt } from "./value.ts";

/** What is wrong at a path of a file, in our own words; where that stands is found for reported problems only. */
export interface Problem {
  readonly code: Code;
  readonly message: string;
  readonly path: Path;
  readonly at: "key" | "value";
  readonly suggestions?: readonly string[];
  /** The key that is not there, below `path`. */
  readonly missing?: string;
}

type Issue = z.core.$ZodIssue;

/** A file, its schema, and what the schema says of it. */
export interface Held {
  readonly schema: z.core.$ZodType;
  readonly parsed: Parsed;
}

/** The problems that an issue of Zod stands for; `above` leads to where the issue's own path begins. */
export function problemsOf(issue: Issue, held: Held, above: Path = []): readonly Problem[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const value = valueAt(held.parsed.value, path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const allowed = keysAt(held.schema, path, value);
      return issue.keys.map((key) => unknownKey(key, path, allowed));
    }
    case "invalid_type":
      return [wrongType(issue.expected, path, value, held)];
    case "invalid_union":
      return union(issue, path, value, held);
    case "invalid_key":
      return issue.issues
        .flatMap((inner) => problemsOf(inner, held, path))
        .map((problem) => ({ ...problem, path, at: "key" as const }));
    case "custom": {
      const { code, suggestions = [] } = issue.params as unknown as IssueParams;
      return [{ code, message: issue.message + didYouMean(suggestions), path, at: "value", suggestions }];
    }
    case "invalid_value":
      return [wrongWord(issue.values.map(String), path, value, held)];
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
    message: `Unknown key ${shortened(key)}.${hint}`,
    path: [...path, key],
    at: "key",
    suggestions,
  };
}

function wrongType(type: string, path: Path, value: unknown, { schema, parsed }: Held): Problem {
  const key = path.at(-1);
  const expected = expectedAt(schema, path) ?? type;
  if (value === undefined)
    return key === undefined
      ? { code: "wrong-type", message: `Expected ${expected}, found an empty file.`, path, at: "value" }
      : {
          code: "missing-key",
          message: `Missing key "${key}": ${expected} is required here.`,
          path: path.slice(0, -1),
          at: "key",
          missing: String(key),
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
    type === "string" && scalar !== undefined && !scalar.quoted ? scalarTrap(scalar.text, value) : undefined;
  if (trap) return { ...trap, path, at: "value" };
  const truth = type === "boolean" && typeof value === "string" ? truths[value.toLowerCase()] : undefined;
  return {
    code: "wrong-type",
    message: `Expected ${expected}, found ${kindOf(value)}.${truth === undefined ? "" : ` Write ${truth}.`}`,
    path,
    at: "value",
    suggestions: truth === undefined ? [] : [truth],
  };
}

/** Words that YAML 1.1 read as truth values, and people still write. */
const truths: Readonly<Record<string, "true" | "false">> = {
  true: "true",
  yes: "true",
  on: "true",
  false: "false",
  no: "false",
  off: "false",
};

function wrongWord(words: readonly string[], path: Path, value: unknown, held: Held): Problem {
  if (value === null || value === undefined) return wrongType("string", path, value, held);
  const suggestions = typeof value === "string" ? suggest(value, words) : [];
  const expected = expectedAt(held.schema, path) ?? listed(words);
  const message = `Expected ${expected}, found ${kindOf(value)}.${didYouMean(suggestions)}`;
  return { code: "unknown-word", message, path, at: "value", suggestions };
}

/** A union is a text or another plain value, an open map, or a map that has exactly one of several keys. */
function union(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: Path,
  value: unknown,
  held: Held,
): readonly Problem[] {
  const option = optionFor(held.schema, path, value);
  if (option.found === "one")
    return (issue.errors[option.index] ?? []).flatMap((inner) => problemsOf(inner, held, path));
  if (!isMap(value)) return [wrongType("string", path, value, held)];
  const given = Object.keys(value);
  const misspelt =
    option.found === "none" ? given.filter((key) => suggest(key, option.kinds).length > 0) : [];
  const [only, another] = misspelt;
  if (only !== undefined && another === undefined) return [unknownKey(only, path, option.kinds)];
  const found =
    option.found === "several"
      ? `found several: ${option.given.join(", ")}`
      : given.length > 0
        ? `found ${given.slice(0, 5).map(shortened).join(", ")}${given.length > 5 ? " and others" : ""}`
        : "found an empty map";
  const message = `Expected exactly one of ${option.kinds.join(", ")}; ${found}.`;
  return [{ code: "target-kind", message, path, at: "value" }];
}
