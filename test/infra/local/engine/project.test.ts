import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasSecretConfig, readConfig, readProject } from "../../../../infra/local/engine/project.ts";
import { openSecrets } from "../../../../infra/local/engine/state/secrets.ts";

describe("a project", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "project-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);

  it("is read with its program, its providers and its options", () => {
    mkdirSync(join(root, "dist"));
    write("dist/program.js", "");
    write(
      "Pulumi.yaml",
      `name: sample
main: dist/program.js
runtime: {name: nodejs, options: {typescript: false, nodeargs: "--a  --b"}}
plugins: {providers: [{name: one, path: ./one}, {name: two, path: /two}]}
`,
    );
    expect(readProject(root, "dev")).toMatchObject({
      name: "sample",
      directory: join(root, "dist"),
      entry: "program.js",
      typescript: false,
      nodeArguments: ["--a", "--b"],
      providers: new Map([
        ["one", join(root, "one")],
        ["two", "/two"],
      ]),
    });
  });

  it("runs its folder when it names no program", () => {
    write("Pulumi.yaml", "name: sample\nruntime: nodejs\n");
    expect(readProject(root, "dev")).toMatchObject({ directory: root, entry: ".", typescript: true });
  });

  it.each([
    ["nothing", undefined, /does not exist/],
    ["no YAML", "a: [", /cannot be read/],
    ["no name", "runtime: nodejs", /has no `name`/],
    ["a program outside", "name: a\nruntime: nodejs\nmain: ../other.js", /outside/],
  ])("says what is wrong with %s", (_, text, message) => {
    if (text !== undefined) write("Pulumi.yaml", text);
    expect(() => readProject(root, "dev")).toThrow(message);
  });

  it("gives its config as the CLI does: text, and JSON of structures", async () => {
    const secrets = await openSecrets("a passphrase");
    write("Pulumi.yaml", "name: sample\nruntime: nodejs\n");
    write(
      "Pulumi.dev.yaml",
      `config:
  plain: text
  other:number: 42
  flag: true
  structure: {a: [1, {secure: "${secrets.encrypt("hush")}"}]}
  hidden: {secure: "${secrets.encrypt("hush")}"}
  replaced: before
`,
    );
    const project = readProject(root, "dev");
    expect(hasSecretConfig(project)).toBe(true);
    expect(Object.fromEntries(readConfig(project, { "sample:replaced": "after" }, secrets))).toEqual({
      "sample:plain": { text: "text", secret: false },
      "other:number": { text: "42", secret: false },
      "sample:flag": { text: "true", secret: false },
      "sample:structure": { text: '{"a":[1,"hush"]}', secret: true },
      "sample:hidden": { text: "hush", secret: true },
      "sample:replaced": { text: "after", secret: false },
    });
  });
});
