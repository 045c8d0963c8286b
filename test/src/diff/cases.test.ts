import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { json } from "../../../src/diff/format/json.ts";
import { markdown } from "../../../src/diff/format/markdown.ts";
import { text } from "../../../src/diff/format/text.ts";
import { plain } from "../../../src/format/colours.ts";
import { sampleRoot } from "../project.ts";
import { cases, folder, reportOf, sidesOf } from "./cases.ts";

const schema = JSON.parse(readFileSync(join(sampleRoot, "schema", "output", "diff.schema.json"), "utf8"));
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

describe("pairs of projects", () => {
  it("are many", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it.each(cases)("%s", async (name) => {
    const report = reportOf(sidesOf(name));
    const document = json(report);
    expect(validate(JSON.parse(document)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(document).equal).toBe(name.startsWith("equal-"));
    const expected = (file: string) => join(folder, name, file);
    await expect(markdown(reportOf(sidesOf(name)))).toMatchFileSnapshot(expected("expected.md"));
    await expect(document).toMatchFileSnapshot(expected("expected.json"));
    await expect(text(reportOf(sidesOf(name)), plain)).toMatchFileSnapshot(expected("expected.txt"));
  });
});
