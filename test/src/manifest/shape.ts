import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "vitest";

/** Holds a value against a schema of `vendor/`, or of ours when it is a path of its own. */
export function expectVendorShape(
  name: string,
  value: unknown,
  folder = join(import.meta.dirname, "vendor"),
) {
  const schema: unknown = JSON.parse(readFileSync(join(folder, `${name}.schema.json`), "utf8"));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema as object);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
}
