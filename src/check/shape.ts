import type * as z from "zod";
import type { Path } from "../diagnostic/diagnostic.ts";

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes["_zod"]["def"];

/** The keys that the map `value` at `path` may have: in a union, those of the kind that it is. */
export function keysAt(schema: Schema, path: Path, value: unknown): readonly string[] {
  const options = optionsAt(schema, path);
  if (options.length === 0) return schemasAt(schema, path).flatMap(keysOf);
  const option = optionFor(schema, path, value);
  const chosen = option.found === "one" ? options[option.index] : undefined;
  return chosen ? keysOf(chosen) : option.found === "one" ? [] : option.kinds;
}

/** Which option of the union at `path` a value belongs to: by its type, and of several maps by the key that names its kind. */
export function optionFor(schema: Schema, path: Path, value: unknown) {
  const options = optionsAt(schema, path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const index = options.findIndex((option) =>
      scalarTypes[typeof value]?.includes(definitionOf(option).type),
    );
    return index === -1 ? ({ found: "none", kinds: [] } as const) : ({ found: "one", index } as const);
  }
  const open = options.findIndex((option) => definitionOf(option).type === "record");
  if (open !== -1) return { found: "one", index: open } as const;
  const kinds = options.map((option) => keysOf(option)[0]);
  const names = kinds.filter((kind) => kind !== undefined);
  const given = names.filter((kind) => Object.hasOwn(value, kind));
  const [only, second] = given;
  if (only === undefined) return { found: "none", kinds: names } as const;
  if (second !== undefined) return { found: "several", kinds: names, given } as const;
  return { found: "one", index: kinds.indexOf(only) } as const;
}

const scalarTypes: Readonly<Record<string, readonly string[]>> = {
  string: ["string", "enum", "literal"],
  number: ["number", "int"],
  boolean: ["boolean"],
};

function optionsAt(schema: Schema, path: Path): readonly Schema[] {
  return schemasAt(schema, path).flatMap((found) => {
    const definition = definitionOf(found);
    return definition.type === "union" ? definition.options : [];
  });
}

/** What a path may lead to: several schemas where a union is on the way. */
function schemasAt(schema: Schema, path: Path): readonly Schema[] {
  const [step, ...rest] = path;
  const definition = definitionOf(schema);
  if (definition.type === "optional") return schemasAt(definition.innerType, path);
  if (step === undefined) return [schema];
  switch (definition.type) {
    case "object": {
      const next = definition.shape[String(step)];
      return next ? schemasAt(next, rest) : [];
    }
    case "record":
      return schemasAt(definition.valueType, rest);
    case "array":
      return schemasAt(definition.element, rest);
    case "union":
      return definition.options.flatMap((option) => schemasAt(option, path));
    default:
      return [];
  }
}

/** What may stand at a path, as the middle of "expected …, found …"; undefined where no schema is known. */
export function expectedAt(schema: Schema, path: Path): string | undefined {
  const [found] = schemasAt(schema, path);
  return found && described(found);
}

function described(schema: Schema): string {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case "object":
      return `a map with ${listed(keysOf(schema), "and")}`;
    case "union": {
      const kinds = definition.options.flatMap((option) => keysOf(option).slice(0, 1));
      const plain = definition.options
        .filter((option) => definitionOf(option).type !== "object")
        .map(described);
      return listed(kinds.length === 0 ? plain : [...plain, `a map with exactly one of ${kinds.join(", ")}`]);
    }
    case "number":
      return definition.checks?.some(isWhole) === true ? "a whole number" : "a number";
    default:
      return listed(wordsOf(schema) ?? [typeNames[definition.type] ?? definition.type]);
  }
}

function wordsOf(schema: Schema): readonly string[] | undefined {
  const definition = definitionOf(schema);
  return definition.type === "enum" ? Object.values(definition.entries).map(String) : undefined;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  record: "a map",
  array: "a list",
  boolean: "true or false",
};

function isWhole(check: z.core.$ZodCheck): boolean {
  return check._zod.def.check === "number_format";
}

/** Words as a sentence lists them. */
export function listed(words: readonly string[], conjunction = "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

function keysOf(schema: Schema): readonly string[] {
  const definition = definitionOf(schema);
  if (definition.type === "object") return Object.keys(definition.shape);
  return definition.type === "union" ? definition.options.flatMap(keysOf) : [];
}

function definitionOf(schema: Schema): Definition {
  return (schema as z.core.$ZodTypes)._zod.def;
}
