import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { corpus, valid, validateOver } from "./corpus.ts";

const cases = readdirSync(corpus).filter((name) => name !== "base");

describe("the corpus of bad files", () => {
  it("stands on a project without problems", () => {
    expect(validateOver(new Map()).diagnostics).toEqual([]);
  });

  it.each(readdirSync(valid))("finds nothing wrong with %s", (name) => {
    expect(validateOver(join(valid, name)).output).toMatch(/^\d+ files, no problems\.\n$/);
  });

  it("has at least 150 cases", () => {
    expect(cases.length).toBeGreaterThanOrEqual(150);
  });

  it.each(cases)("%s", async (name) => {
    const { diagnostics, output } = validateOver(join(corpus, name));
    const places = diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
    expect(places).not.toEqual([]);
    await expect(`${JSON.stringify(places, undefined, 2)}\n`).toMatchFileSnapshot(
      join(corpus, name, "expected.json"),
    );
    await expect(output).toMatchFileSnapshot(join(corpus, name, "expected.txt"));
  });
});
