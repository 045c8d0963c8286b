import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { handoffsBeside } from "../src/cli/command.ts";
import { sampleRoot } from "../src/project.ts";

// test/fixtures/older is a small company with what the first version of the provider left of it: the state of its
// stack and of its account. Both are kept as they are, so that every later version has to read them.

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function olderCompany(): string {
  const root = mkdtempSync(join(tmpdir(), "handoffs-older-"));
  folders.push(root);
  const fixture = join(sampleRoot, "test/fixtures/older");
  for (const name of ["destinations", "numbers", "handoffs.yaml"])
    cpSync(join(fixture, name), join(root, name), { recursive: true });
  cpSync(join(fixture, "state"), join(root, ".handoffs/local"), { recursive: true });
  for (const name of ["Pulumi.yaml", "package.json"]) cpSync(join(sampleRoot, name), join(root, name));
  for (const name of ["dist", "node_modules"]) symlinkSync(join(sampleRoot, name), join(root, name));
  return root;
}

const local = async (root: string, operation: string): Promise<string> => {
  const { status, stdout, stderr } = await handoffsBeside(["local", operation], root);
  expect(status, stdout + stderr).toBe(0);
  return stdout;
};

/** The changes of a run: `~ Release release`. */
const changesIn = (output: string): readonly string[] =>
  output
    .split("\n")
    .filter((line) => /^ {2}\S/.test(line))
    .map((line) => line.trim())
    .sort();

const webhooks = (root: string): unknown => {
  const state = JSON.parse(readFileSync(join(root, ".handoffs/local/twilio/state.json"), "utf8")) as {
    readonly phoneNumbers: Readonly<Record<string, { readonly voice_url: string }>>;
  };
  return Object.values(state.phoneNumbers).map(({ voice_url }) => voice_url);
};

it("a state of the first version is read: what is new is updated in place, and all of it can be destroyed", async () => {
  const root = olderCompany();
  const before = webhooks(root);
  const updates = ["~ Release release", "~ RouterFunction router"];
  expect(changesIn(await local(root, "preview"))).toEqual(updates);
  expect(changesIn(await local(root, "up"))).toEqual(updates);
  expect(webhooks(root)).toEqual(before);
  expect(await local(root, "refresh")).toContain("Nothing changed.");
  expect(await local(root, "up")).toContain("Nothing changed.");
  await local(root, "destroy");
  expect(webhooks(root)).toEqual(["", ""]);
}, 120_000);
