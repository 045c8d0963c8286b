import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { editorSchema, editorSchemas } from "../../schema/editor.ts";
import { sampleRoot } from "../src/project.ts";

type Name = keyof typeof editorSchemas;

const ajv = new Ajv({ strict: false });
const validators = Object.fromEntries(
  Object.entries(editorSchemas).map(([name, schema]) => [
    name,
    ajv.compile(JSON.parse(editorSchema(schema))),
  ]),
);

/** What JSON Schema cannot say: bounds of texts with units, what countries there are, and forms that a pattern cannot hold. */
const beyondJsonSchema: ReadonlySet<string> = new Set([
  "country-form",
  "duration-form",
  "hours-form",
  "sip-uri-form",
]);

interface Case {
  readonly file: string;
  readonly name: Name;
  readonly value: unknown;
}

/** Every file of the corpus and of the sample company that is YAML at all. */
const cases: readonly Case[] = [
  "test/fixtures/validate",
  "destinations",
  "numbers",
  "schedules",
  "handoffs.yaml",
]
  .flatMap((place) => filesBelow(place))
  .flatMap((file) => {
    const name = nameOf(file);
    if (!name) return [];
    const text = readFileSync(join(sampleRoot, file), "utf8");
    const document = parseDocument(text, {
      version: "1.2",
      schema: "core",
    });
    // Aliases that expand to nothing or too much are found before any schema.
    if (document.errors.length > 0 || document.warnings.length > 0 || /[&*]/.test(text)) return [];
    return [{ file, name, value: document.toJS() ?? {} }];
  });

function filesBelow(place: string): readonly string[] {
  const path = join(sampleRoot, place);
  if (!statSync(path).isDirectory()) return [place];
  return readdirSync(path, { recursive: true, encoding: "utf8" }).map(
    (file) => `${place}/${file.replaceAll("\\", "/")}`,
  );
}

function nameOf(file: string): Name | undefined {
  const kind = /(?:^|\/)(?:(destination|number|schedule)s\/[^/]+|(handoffs))\.yaml$/.exec(file);
  const path = join(sampleRoot, file);
  if (!kind || !statSync(path).isFile() || statSync(path).size > 100_000) return undefined;
  return (kind[1] ?? kind[2]) as Name;
}

describe("the editors' schemas and Zod", () => {
  it("have a corpus", () => {
    expect(cases.length).toBeGreaterThan(150);
  });

  it("agree on every file of it, but for what JSON Schema cannot say", () => {
    const disagreements = cases.flatMap(({ file, name, value }) => {
      const zod = editorSchemas[name].safeParse(value);
      const editor = validators[name]?.(value) === true;
      if (zod.success === editor) return [];
      const codes = zod.success ? [] : zod.error.issues.flatMap(codesOf);
      const excused = !zod.success && codes.every((code) => beyondJsonSchema.has(code));
      return excused
        ? []
        : [
            `${file}: Zod ${zod.success ? "accepts" : `refuses (${codes.join(", ")})`}, the editor ${editor ? "accepts" : "refuses"}`,
          ];
    });
    expect(disagreements).toEqual([]);
  });
});

interface Issue {
  readonly code: string;
  readonly params?: { readonly code?: string };
  readonly issues?: readonly Issue[];
  readonly errors?: readonly (readonly Issue[])[];
}

/** The codes of an issue; of a union, those of the option that came nearest. */
function codesOf(issue: unknown): readonly string[] {
  const { code, params, issues, errors } = issue as Issue;
  if (errors)
    return errors.map((option) => option.flatMap(codesOf)).sort((a, b) => a.length - b.length)[0] ?? [];
  if (issues) return issues.flatMap(codesOf);
  return [params?.code ?? code];
}
