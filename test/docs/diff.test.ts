import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { handoffs, projectFolder } from "../src/cli/command.ts";
import { sampleRoot } from "../src/project.ts";

const block = /^(?:`([^`\n]+)`:\n\n```yaml\n([\s\S]*?)|```console\n\$ handoffs ([^\n]*)\n[\s\S]*?)^```$/gm;

it("shows what handoffs diff says of its examples (npx vitest run test/docs --update writes it anew)", async () => {
  const file = join(sampleRoot, "docs", "diff.md");
  const root = projectFolder({
    "destinations/billing.yaml": undefined,
    "destinations/sales.yaml": undefined,
  });
  for (const name of ["destinations", "numbers", "schedules", "handoffs.yaml"])
    cpSync(join(sampleRoot, name), join(root, name), { recursive: true });
  const when = "2026-11-23T09:00:00Z";
  for (const args of [
    ["init", "-q"],
    ["add", "-A"],
    ["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "The company"],
  ])
    execFileSync("git", args, { cwd: root });
  const page = readFileSync(file, "utf8");
  const shown = page.replaceAll(block, (whole, name?: string, text?: string, command?: string) => {
    if (name !== undefined) writeFileSync(join(root, name), text ?? "");
    if (command === undefined) return whole;
    const { stdout, stderr } = handoffs([...command.split(" "), "--at", when], root);
    expect(stderr, command).toBe("");
    const said = stdout.replaceAll(/\([0-9a-f]{7}\)/g, "(3f2a1c9)");
    return `\`\`\`console\n$ handoffs ${command}\n${said}\`\`\``;
  });
  await expect(shown).toMatchFileSnapshot(file);
});
