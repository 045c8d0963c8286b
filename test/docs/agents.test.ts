import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { importOver, ofImports } from "../src/import/corpus.ts";
import { sampleRoot } from "../src/project.ts";
import { ofAgents, referencesOver } from "../src/references/corpus.ts";
import { exampleOf } from "./example.ts";

const fileOf = (code: string) => join(sampleRoot, "docs", "rules", `${code}.md`);

/** A page with what its command prints now. */
function withOutput(page: string, command: string, output: string): string {
  return page.replace(
    /^```console\n\$ handoffs .*?^```$/ms,
    () => `\`\`\`console\n$ handoffs ${command}\n${output}\`\`\``,
  );
}

it.each(Object.keys(ofAgents))(
  "%s shows what references says of its example (npx vitest run test/docs --update writes it anew)",
  async (code) => {
    const page = readFileSync(fileOf(code), "utf8");
    const { diagnostics, output } = await referencesOver(exampleOf(page));
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    await expect(withOutput(page, "references agent", output)).toMatchFileSnapshot(fileOf(code));
  },
);

it.each(Object.entries(ofImports))(
  "%s shows what import says of its example (npx vitest run test/docs --update writes it anew)",
  async (code, format) => {
    const page = readFileSync(fileOf(code), "utf8");
    const [[file, text] = ["", ""]] = exampleOf(page);
    const { diagnostics, output } = importOver(format, { file, text });
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    await expect(withOutput(page, `import ${format} ${file}`, output)).toMatchFileSnapshot(fileOf(code));
  },
);
