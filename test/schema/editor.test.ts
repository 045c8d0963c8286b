import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { editorSchema, editorSchemas } from "../../schema/editor.ts";
import { goodFiles, sampleRoot } from "../src/project.ts";

const entries = Object.entries(editorSchemas);

describe("the editor's schemas", () => {
  it.each(entries)(
    "%s.schema.json is what the Zod schema says (npm run schemas writes it anew)",
    async (name, schema) => {
      await expect(editorSchema(schema)).toMatchFileSnapshot(`../../schema/${name}.schema.json`);
    },
  );

  it.each(entries)("%s accepts the sample company and refuses an unknown key", (name, schema) => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(editorSchema(schema)));
    const texts = filesOf(name);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      const value: unknown = parse(text);
      expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...(value as object), colour: "red" })).toBe(false);
    }
  });

  it("knows the forms of texts", () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(editorSchema(editorSchemas.destination)));
    const billing = parse(goodFiles["destinations/billing.yaml"] ?? "") as object;
    expect(validate(billing)).toBe(true);
    for (const wrong of [
      { to: "020 7946 0123" },
      { to: { number: "+442079460123", extension: "x" } },
      { ring: { timeout: "25" } },
      { to: {} },
    ])
      expect(validate({ ...billing, ...wrong }), JSON.stringify(wrong)).toBe(false);
  });
});

function filesOf(name: string): readonly string[] {
  if (name === "handoffs") return [readFileSync(join(sampleRoot, "handoffs.yaml"), "utf8")];
  const folder = join(sampleRoot, `${name}s`);
  return readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
}
