import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Format, importOver, imports } from "./corpus.ts";

describe.each(["adk", "vapi", "csv"] as const satisfies readonly Format[])("the corpus of %s", (format) => {
  const folder = join(imports, format);
  const names = readdirSync(folder).filter((name) => !name.endsWith(".expected.txt"));

  it.each(names)("%s", async (name) => {
    const { output, files } = importOver(format, {
      file: name,
      text: readFileSync(join(folder, name), "utf8"),
    });
    const written = Object.entries(files).map(
      ([file, text]) => `--- ${file}\n${text.replace(/^# yaml.*\n/, "")}`,
    );
    const result = written.length === 0 ? `${output}Nothing was written.\n` : output + written.join("");
    await expect(result).toMatchFileSnapshot(join(folder, `${name}.expected.txt`));
  });
});
