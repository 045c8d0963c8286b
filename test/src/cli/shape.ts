import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { sampleRoot } from "../project.ts";

/** The JSON that a command has printed, once its documented schema (`schema/output/<name>.schema.json`) has passed it. */
export function expectShape(name: string, output: string): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(
    JSON.parse(readFileSync(join(sampleRoot, "schema", "output", `${name}.schema.json`), "utf8")),
  );
  const value: unknown = JSON.parse(output);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}
