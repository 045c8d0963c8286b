import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { newProject } from "../../src/init/files.ts";
import { sampleRoot } from "../src/project.ts";
import { githubParser, type Parser } from "./parser.ts";
import type { Workflow } from "./runner.ts";
import { action, type Step, workflow } from "./runner.ts";

const folder = join(sampleRoot, ".github", "workflows");
const names = readdirSync(folder).map((name) => name.replace(/\.yml$/, ""));
const written = newProject("acme", "0.1.0")[".github/workflows/handoffs.yaml"] ?? "";

/** Ours, and the one of a new project. */
const workflows: readonly (readonly [name: string, text: string, read: Workflow])[] = [
  ...names.map((name) => [name, readFileSync(join(folder, `${name}.yml`), "utf8"), workflow(name)] as const),
  ["a new project's", written, parse(written) as Workflow],
];

const stepsOf = ({ jobs }: Workflow): readonly Step[] =>
  Object.values(jobs).flatMap(({ steps }) => steps ?? []);

let parser: Parser;
beforeAll(async () => {
  parser = await githubParser();
});

describe.each(workflows)("the workflow %s", (name, text, read) => {
  it("is one that GitHub accepts", () => {
    expect(parser.workflow(name, text)).toEqual([]);
  });

  it("pins every action of others to a commit, and says which release that is", () => {
    for (const [line] of text.matchAll(/^.*\buses: (?!\.\/).*$/gm))
      expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("may read the repository and nothing else, unless a job says why", () => {
    expect(read.permissions).toEqual({ contents: "read" });
    for (const [line] of text.matchAll(/^ {6}[\w-]+: write.*$/gm)) expect(line).toMatch(/: write # \w+/);
  });

  it("keeps no token in the checkout", () => {
    for (const { uses = "", with: inputs } of stepsOf(read))
      if (uses.startsWith("actions/checkout@"))
        expect(inputs).toMatchObject({ "persist-credentials": false });
  });

  it("puts no text of a stranger into a script", () => {
    for (const { run } of stepsOf(read)) expect(run ?? "").not.toContain("${{");
  });

  it("lets Pulumi download nothing", () => {
    if (text.includes("pulumi "))
      expect(text).toContain('PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true"');
  });
});

describe("pull requests", () => {
  it("see no secret, and no workflow runs a stranger's code with more than a stranger may", () => {
    for (const [name, text, { on }] of workflows) {
      expect(text).not.toContain("pull_request_target");
      if (typeof on === "object" && on !== null && "pull_request" in on)
        expect(text, name).not.toContain("secrets.");
    }
    const texts = stepsOf(workflow("review-comment")).map(({ run, uses }) => run ?? uses);
    expect(texts.filter((text) => /npm|npx|pulumi /.test(text ?? ""))).toEqual([]);
  });
});

describe("the action", () => {
  const text = readFileSync(join(sampleRoot, "action.yml"), "utf8");

  it("is one that GitHub accepts", () => {
    expect(parser.action("action.yml", text)).toEqual([]);
  });

  it("puts no input into a script, and pins what it uses", () => {
    for (const { run = "", uses } of action().runs.steps) {
      expect(run).not.toContain("${{");
      if (uses !== undefined) expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+`));
    }
  });

  it("masks whatever the command line prints", () => {
    for (const { run = "" } of action().runs.steps)
      for (const [line] of run.matchAll(/^.*\$HANDOFFS.*$/gm))
        expect(line).toMatch(/masked\.mjs|plan .*--json \| node/);
  });

  it("is in the package, with its scripts", () => {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: sampleRoot,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    ) as readonly { readonly files: readonly { readonly path: string }[] }[];
    const files = packed?.files.map(({ path }) => path);
    expect(files).toEqual(
      expect.arrayContaining(["action.yml", ".github/scripts/comment.mjs", ".github/scripts/masked.mjs"]),
    );
  });
});

it.each([
  ["calls +442079460123 ext. 204", "calls +44…23 ext. 204"],
  ["%2B442079460123", "%2B44…23"],
  ["the number 442079460123,", "the number 44…23,"],
  [
    "file=destinations/billing.yaml,line=4,endColumn=18",
    "file=destinations/billing.yaml,line=4,endColumn=18",
  ],
  ["2026-11-23T19:21:50.977Z, 1204 calls", "2026-11-23T19:21:50.977Z, 1204 calls"],
  ["6fb1a2c4055512345678d2b5", "6fb1a2c4055512345678d2b5"],
])("a log shows %s as %s", (line, shown) => {
  const script = join(sampleRoot, ".github", "scripts", "masked.mjs");
  expect(execFileSync(process.execPath, [script], { input: `${line}\n`, encoding: "utf8" })).toBe(
    `${shown}\n`,
  );
});

const actionlint = spawnSync("actionlint", ["-version"]).status === 0;
it.skipIf(!actionlint)("workflows pass actionlint", () => {
  const { stdout, status } = spawnSync("actionlint", ["-no-color"], { cwd: sampleRoot, encoding: "utf8" });
  expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
});
