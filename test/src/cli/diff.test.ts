import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { sampleRoot } from "../project.ts";
import { handoffs, projectFolder } from "./command.ts";

/** A repository of its own; the project is in a folder of it, or is all of it. */
function repository(folder = "") {
  const project = projectFolder();
  const root = folder === "" ? project : projectFolder(Object.fromEntries([]));
  const at = join(root, folder);
  if (folder !== "") {
    for (const name of ["handoffs.yaml", "destinations", "numbers"])
      rmSync(join(root, name), { recursive: true });
    mkdirSync(dirname(at), { recursive: true });
    renameSync(project, at);
  }
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const write = (file: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(at, file)), { recursive: true });
    writeFileSync(join(at, file), text);
  };
  const commit = (message: string) => {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  };
  git("init", "-q", "-b", "main");
  commit("Begin");
  return {
    root,
    project: at,
    git,
    write,
    commit,
    diff: (...args: readonly string[]) => handoffs(["diff", ...args], at),
  };
}

const sales = (to: string) =>
  `name: Sales\ndescription: The caller wants to buy.\nto: "${to}"\nfallback: billing\n`;

describe("handoffs diff", () => {
  it("compares the working copy with HEAD, and leaves it alone", () => {
    const { write, diff, git } = repository();
    expect(diff()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("No change for callers in live."),
    });
    write("destinations/sales.yaml", sales("+442079460201"));
    const { status, stdout, stderr } = diff();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^acme in live: HEAD \([0-9a-f]{7}\) → working copy\n/);
    expect(stdout).toContain(
      "~ Calls to sales will reach +44••••••••01 instead of +44••••••••00.\n    destinations/sales.yaml:3\n",
    );
    expect(diff("--show-numbers").stdout).toContain("+442079460201 instead of +442079460200");
    expect(git("status", "--porcelain")).toBe("M destinations/sales.yaml");
    expect(git("stash", "list")).toBe("");
  });

  it("prints JSON of the documented shape, and the digest that is deployed", () => {
    const { write, diff, project } = repository();
    write("destinations/sales.yaml", sales("+442079460201"));
    const { stdout } = diff("--format", "json", "--env", "live");
    const schema = JSON.parse(readFileSync(join(sampleRoot, "schema", "output", "diff.schema.json"), "utf8"));
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    const document = JSON.parse(stdout);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(stdout).not.toMatch(/\+44\d/);
    const { digest } = JSON.parse(handoffs(["plan", "--env", "live", "--json"], project).stdout);
    expect(document).toMatchObject({
      equal: false,
      digest,
      changes: [{ kind: "target", subject: { destination: "sales" } }],
    });
  });

  it("reads a project in a folder of the repository, from anywhere inside it", () => {
    const { write, project, commit, root } = repository("services/voice");
    write("destinations/sales.yaml", sales("+442079460201"));
    commit("Move sales");
    writeFileSync(join(root, "README.md"), "Nothing to do with calls.\n");
    const inside = handoffs(["diff", "HEAD~1"], join(project, "destinations"));
    expect(inside.stdout).toContain("destinations/sales.yaml:3");
    expect(handoffs(["diff", "HEAD~1", "--dir", project], root).stdout).toBe(inside.stdout);
  });

  it("compares two revisions, and with REF... where the branch left another", () => {
    const { write, commit, git, diff } = repository();
    git("checkout", "-q", "-b", "topic");
    write("destinations/sales.yaml", sales("+442079460201"));
    commit("Move sales");
    git("checkout", "-q", "main");
    write(
      "destinations/returns.yaml",
      'name: Returns\ndescription: The caller sends something back.\nto: "+442079460600"\n',
    );
    commit("Add returns");
    git("checkout", "-q", "topic");
    expect(diff("main").stdout).toContain("REMOVED: returns");
    expect(diff("main...").stdout).not.toContain("returns");
    expect(diff("main...").stdout).toContain("Calls to sales");
    const both = diff("topic", "--to", "main").stdout;
    expect(both).toMatch(/^acme in live: topic \([0-9a-f]{7}\) → main \([0-9a-f]{7}\)\n/);
    expect(both).toContain("+ returns is new");
  });

  it("compares folders, without Git", () => {
    const [one, other] = [
      projectFolder(),
      projectFolder({ "destinations/sales.yaml": sales("+442079460201") }),
    ];
    expect(handoffs(["diff", one, "--to", other], "/").stdout).toContain("Calls to sales will reach");
    expect(handoffs(["diff", `${one}/nowhere`, "--to", other], "/")).toMatchObject({ status: 2, stdout: "" });
  });

  it("shows everything as new where there was no project", () => {
    const { write, commit, diff, git, project } = repository();
    rmSync(join(project, "handoffs.yaml"));
    commit("Forget the project");
    git("checkout", "HEAD~1", "--", "handoffs.yaml");
    const { stdout } = diff("--check");
    expect(stdout).toContain("+ billing is new");
    expect(stdout).toContain("+ The number +44••••••••00 is new");
    write("handoffs.yaml", "project: [\n");
    expect(diff()).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("problems in working copy"),
    });
  });

  it("reads what Git has, however a file is called, and follows no links there", () => {
    const { write, project, commit, diff } = repository();
    write("destinations/z\u00e9ro.txt", "x");
    write("destinations/deep/er.yaml", "x: 1\n");
    symlinkSync("/etc/hostname", join(project, "destinations", "link.yaml"));
    write("destinations/latin.yaml", Uint8Array.from([0x6e, 0xe9, 0x0a]));
    commit("Make a mess");
    const { status, stdout, stderr } = diff("HEAD", "--to", "HEAD~1");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("problems in HEAD (");
    for (const part of [
      /deep.*in no folder below it/,
      /link\.yaml.*not followed/,
      /latin\.yaml.*not UTF-8/,
      /z\u00e9ro\.txt.*end in \.yaml/,
    ])
      expect(stderr).toMatch(part);
  });
});

describe("handoffs diff in a pipeline", () => {
  const policy = (text: string) =>
    `project: acme\nenvironments:\n  live: {account: AC00000000000000000000000000000000, agent: {url: "https://agent.example.com/voice"}}\n  sandbox: {agent: {url: "https://sandbox.example.com/voice"}, to: "+442079460800"}\ndefaults: {fallback: agent}\npolicy: {${text}}\n`;

  it("fails with --check when the policy allows less, until the limit is raised", () => {
    const { write, diff, commit } = repository();
    write("handoffs.yaml", policy("maxDestinationsRetargeted: 0"));
    commit("Limit");
    write("destinations/sales.yaml", sales("+442079460201"));
    expect(diff().status).toBe(0);
    const { status, stdout } = diff("--check");
    expect(status).toBe(1);
    expect(stdout).toContain(
      "Beyond the policy: This deployment sends elsewhere 1 destination (sales); the policy allows 0. If that is meant, raise policy.maxDestinationsRetargeted in handoffs.yaml to 1 in the same pull request.",
    );
    write("handoffs.yaml", policy("maxDestinationsRetargeted: 1"));
    expect(diff("--check").status).toBe(0);
  });

  it("looks at every environment unless one is named", () => {
    const { write, diff } = repository();
    const changed = policy("maxDestinationsRetargeted: 1").replace("+442079460800", "+442079460801");
    write("handoffs.yaml", changed);
    const { status, stdout } = diff("--check");
    expect(status).toBe(1);
    expect(stdout).toContain("No change for callers in live.");
    expect(stdout).toContain("Beyond the policy: sandbox: This deployment sends elsewhere 2 destinations");
    expect(stdout).toContain("Changes in other environments too: sandbox (2).");
    expect(diff("--check", "--env", "live").status).toBe(0);
    expect(diff("--env", "sandbox").stdout).toContain("Calls to billing will reach");
  });

  it("keeps a comment within what GitHub takes, whatever changes", () => {
    const many = (last: number) =>
      Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [
          `destinations/desk-${"x".repeat(40)}-${index}.yaml`,
          `name: Desk ${index} ${"@everyone ".repeat(5)}${last}\ndescription: ${"The caller asks for somebody. ".repeat(9)}${index} ${last}\nto: "+44207946${String(index).padStart(3, "0")}${last}"\n`,
        ]),
      );
    const [one, other] = [projectFolder(many(1)), projectFolder(many(2))];
    const { stdout } = handoffs(["diff", one, "--to", other, "--format", "markdown"], "/");
    expect(stdout.length).toBeLessThan(65_000);
    expect(stdout.length).toBeGreaterThan(50_000);
    expect(stdout).toMatch(/^### 1500 changes for callers in `live`\.\n/);
    const [, cut] = /\*\*(\d+) changes are not shown here\.\*\*/.exec(stdout) ?? [];
    const rows = stdout.split("\n").filter((line) => line.startsWith("| 🟡"));
    expect(rows.length + Number(cut)).toBe(1500);
    expect(stdout.match(/<details>/g)?.length).toBe(stdout.match(/<\/details>/g)?.length);
    expect(stdout).not.toMatch(/\+44\d{9}/);
  });
});

describe("wrong usage of handoffs diff", () => {
  it("takes no revision for an option of Git's", () => {
    const { diff, project } = repository();
    for (const ref of [
      "--output=pwned",
      "-x",
      "--upload-pack=touch pwned",
      "HEAD:handoffs.yaml",
      "$(touch pwned)",
      "a\u0001b",
      "",
    ]) {
      const result = diff("--", ref);
      expect(result, ref).toMatchObject({
        status: 2,
        stdout: "",
        stderr: expect.stringContaining("neither a Git revision"),
      });
    }
    expect(() => readFileSync(join(project, "pwned"))).toThrow();
  });

  it("says what to do about a revision that a shallow clone lacks", () => {
    const { root, write, commit } = repository();
    write("destinations/sales.yaml", sales("+442079460201"));
    commit("Move sales");
    const clone = join(projectFolder(), "clone");
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${root}`, clone]);
    expect(handoffs(["diff", "HEAD~1"], clone)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /"HEAD~1" is neither .* shallow: .*git fetch --unshallow.*fetch-depth: 0/,
      ),
    });
  });

  it("says what to do outside a repository, about an ambiguous name, and an unknown environment", () => {
    const folder = projectFolder();
    expect(handoffs(["diff"], folder)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringMatching(/in no Git repository.*handoffs diff FOLDER/),
    });
    const { git, project, diff } = repository();
    git("branch", "old");
    mkdirSync(join(project, "old"));
    writeFileSync(join(project, "old", "handoffs.yaml"), "project: old\n");
    expect(diff("old")).toMatchObject({ status: 2, stderr: expect.stringContaining("./old") });
    expect(diff("--env", "liv")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean "live"?'),
    });
    expect(diff("--format", "xml")).toMatchObject({ status: 2, stdout: "" });
  });
});
