import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Manifest } from "../../../src/manifest/manifest.ts";
import { planOf } from "../project.ts";
import { hostileTexts, lines, proses } from "./hostile.ts";
import { formats } from "./project.ts";

const texts = fc.record({ name: lines, description: proses });

function manifest(entries: readonly { readonly name: string; readonly description: string }[]): Manifest {
  return {
    project: "acme",
    environment: "live",
    destinations: entries.map(({ name, description }, index) => ({
      id: `d${index}`,
      name,
      description,
      url: `/handoffs/d${index}.xml`,
      default: index === 0,
      hosted: { by: "line", line: "main", number: "+442079460000" },
    })),
  };
}

const all = fc.array(texts, { minLength: 1, maxLength: 4 });
const plan = planOf();
const textOf = (format: string, made: Manifest) => formats[format]?.(made, plan).text ?? "";

describe("texts that end what they stand in", () => {
  it("reach TypeScript as they are", () => {
    fc.assert(
      fc.property(all, (entries) => {
        const { outputText, diagnostics } = ts.transpileModule(textOf("typescript", manifest(entries)), {
          compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2015 },
          reportDiagnostics: true,
        });
        expect(diagnostics).toEqual([]);
        const module: { destinations?: Record<string, object> } = {};
        new Function("exports", outputText)(module);
        expect(Object.values(module.destinations ?? {})).toMatchObject(entries);
      }),
      { numRuns: 60 },
    );
  });

  it.each(["1.1", "1.2"] as const)("reach YAML %s as they are", (version) => {
    fc.assert(
      fc.property(all, (entries) => {
        const { handoffs } = parse(textOf("adk", manifest(entries)), { version }) as {
          handoffs: readonly { name: string; description: string }[];
        };
        expect(handoffs.map(({ name, description }) => ({ name, description }))).toEqual(
          entries.map(({ name, description }) => ({
            name,
            description: description === name ? "" : description,
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(["json", "openai", "anthropic", "vapi", "elevenlabs"])("reach %s as they are", (format) => {
    fc.assert(
      fc.property(all, (entries) => {
        const found = textsIn(JSON.parse(textOf(format, manifest(entries)))).join("\n");
        for (const { name } of entries) expect(found).toContain(name);
      }),
      { numRuns: 50 },
    );
  });

  it("are tried one by one too", () => {
    const entries = hostileTexts.map((text) => ({ name: text, description: `${text}\n${text}` }));
    for (const format of Object.keys(formats)) expect(textOf(format, manifest(entries))).not.toBe("");
    expect(parse(textOf("adk", manifest(entries)), { version: "1.1" }).handoffs).toMatchObject(entries);
  });
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
