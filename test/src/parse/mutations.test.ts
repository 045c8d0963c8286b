import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { editorSchema, editorSchemas } from "../../../schema/editor.ts";
import { load } from "../../../src/catalog/load.ts";
import type { FileKind, SourceFile } from "../../../src/source/source.ts";
import { noise, runs, sampleFiles, spoiled } from "./sample.ts";

const kinds: Readonly<Record<string, FileKind>> = {
  destinations: "destination",
  numbers: "number",
  schedules: "schedule",
};

function sourceFile(file: string, text: string): SourceFile {
  const [folder = "", name = folder] = file.split("/");
  return { kind: kinds[folder] ?? "project", id: name.replace(/\.yaml$/, ""), file, text };
}

const company = [...sampleFiles].map(([file, text]) => sourceFile(file, text));
const projectFile = company.filter(({ kind }) => kind === "project");

/** What an editor says of a file: made from the same schemas, checked by a program that nobody here wrote. */
const ajv = new Ajv({ strict: false });
const editors = {
  project: ajv.compile(JSON.parse(editorSchema(editorSchemas.handoffs))),
  destination: ajv.compile(JSON.parse(editorSchema(editorSchemas.destination))),
  number: ajv.compile(JSON.parse(editorSchema(editorSchemas.number))),
  schedule: ajv.compile(JSON.parse(editorSchema(editorSchemas.schedule))),
} as const satisfies Record<FileKind, unknown>;

/** Loads a changed file among others. Nothing throws, and what passes has no key that is unknown. */
function holds(file: string, text: string, others: readonly SourceFile[]): void {
  const changed = sourceFile(file, text);
  const { diagnostics } = load({
    files: [...others.filter((other) => other.file !== file), changed],
    diagnostics: [],
  });
  for (const { line, column, endLine, endColumn, message, code } of diagnostics) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
    expect(message).not.toBe("");
    expect(code).toMatch(/^[a-z0-9-]+$/);
  }
  if (diagnostics.some((diagnostic) => diagnostic.file === file && diagnostic.severity === "error")) return;
  const value: unknown = parseDocument(text, { version: "1.2", schema: "core" }).toJS();
  const accepted = editors[changed.kind];
  expect(accepted(value), JSON.stringify(accepted.errors)).toBe(true);
}

describe("a spoiled file", () => {
  it.each([1, 2, 3])("is loaded without a throw, and no unknown key passes (part %i)", () => {
    fc.assert(
      fc.property(spoiled, ({ file, text }) => holds(file, text, projectFile)),
      { numRuns: runs(3200) },
    );
  });

  it("is loaded without a throw within the whole company", () => {
    fc.assert(
      fc.property(spoiled, ({ file, text }) => holds(file, text, company)),
      { numRuns: runs(400) },
    );
  });

  it("is loaded without a throw when it is noise", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sampleFiles.keys()), noise, (file, text) =>
        holds(file, text, projectFile),
      ),
      { numRuns: runs(400) },
    );
  });
});
