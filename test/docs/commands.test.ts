import { spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { sampleRoot } from "../src/project.ts";
import { exampleOf } from "./example.ts";

/** The sample company, with the files of a guide over it. */
function companyOf(guide: string): string {
  const root = mkdtempSync(join(tmpdir(), "handoffs-docs-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const name of ["handoffs.yaml", "destinations", "numbers", "schedules"])
    cpSync(join(sampleRoot, name), join(root, name), { recursive: true });
  for (const [file, text] of exampleOf(guide)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

/** What a terminal shows of a command, standard error and all; with `> file`, standard error alone. */
function shown(line: string, root: string): string {
  const [, args = "", file, lines] = /^handoffs (.*?)(?: > (\S+)| \| head -(\d+))?$/.exec(line) ?? [];
  const terminal = join(root, "terminal.txt");
  const output = openSync(terminal, "w");
  const result = file === undefined ? output : openSync(join(root, file), "w");
  const command = join(sampleRoot, "dist", "cli", "index.js");
  spawnSync(process.execPath, [command, ...args.split(" ")], {
    cwd: root,
    stdio: ["ignore", result, output],
    env: { ...process.env, NO_COLOR: "1", TWILIO_ACCOUNT_SID: "" },
  });
  closeSync(output);
  const text = readFileSync(terminal, "utf8");
  return lines === undefined ? text : text.split(/^/m).slice(0, Number(lines)).join("");
}

it.each(["calls.md", "manifest.md", "import.md", "references.md"])(
  "docs/%s shows what the commands print (npx vitest run test/docs --update writes it anew)",
  async (name) => {
    const file = join(sampleRoot, "docs", name);
    const guide = readFileSync(file, "utf8");
    const root = companyOf(guide);
    const now = guide.replace(
      /^```console\n\$ (.*)\n[\s\S]*?^```$/gm,
      (_, line: string) => `\`\`\`console\n$ ${line}\n${shown(line, root)}\`\`\``,
    );
    await expect(now).toMatchFileSnapshot(file);
  },
);

it("docs/import.md shows a file as it is written", () => {
  const guide = readFileSync(join(sampleRoot, "docs", "import.md"), "utf8");
  const root = companyOf(guide);
  for (const [, line = ""] of guide.matchAll(/^\$ (.*import adk.*)$/gm)) shown(line, root);
  const [, file = "-", text] = /^`([^`]+)` is now:\n\n```yaml\n([\s\S]*?)^```$/m.exec(guide) ?? [];
  expect(readFileSync(join(root, file), "utf8")).toBe(text);
});
