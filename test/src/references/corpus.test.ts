import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { agents, filesOf, referencesOver } from "./corpus.ts";

describe("the corpus of agents", () => {
  it.each(readdirSync(agents))("%s", async (name) => {
    const { diagnostics, output } = await referencesOver(filesOf(name));
    const places = diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
    await expect(`${JSON.stringify(places, undefined, 2)}\n`).toMatchFileSnapshot(
      join(agents, name, "expected.json"),
    );
    await expect(output).toMatchFileSnapshot(join(agents, name, "expected.txt"));
  });
});
