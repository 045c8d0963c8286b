import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { handoffs, projectFolder } from "./command.ts";

const bad = {
  "destinations/billing.yaml":
    "name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\nto: +442079460123 # the desk\nfalback: agent\n",
};

describe("handoffs validate --format", () => {
  it("github names files from the root of the repository", () => {
    const root = projectFolder(bad);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("GITHUB_WORKSPACE", dirname(root));
    const { status, stdout } = handoffs(["validate", "--format", "github"], root);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^::error file=handoffs-\w+\/destinations\/billing\.yaml,line=4,endLine=4,col=5,endColumn=18,/,
    );
    vi.stubEnv("GITHUB_WORKSPACE", root);
    expect(handoffs(["validate", "--format", "github"], root).stdout).toMatch(/^::error file=destinations\//);
    vi.stubEnv("GITHUB_WORKSPACE", undefined);
    expect(handoffs(["validate", "--format", "github", "--dir", root], dirname(root)).stdout).toMatch(
      /^::error file=handoffs-\w+\/destinations\//,
    );
  });

  it("sarif has the pages of the rules", () => {
    const { stdout } = handoffs(["validate", "--format", "sarif", "--dir", projectFolder(bad)]);
    const [run] = JSON.parse(stdout).runs;
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      "unquoted-text",
      "unknown-key",
    ]);
    for (const { id, help } of run.tool.driver.rules) expect(help.markdown).toContain(`# \`${id}\``);
  });
});

describe("handoffs validate --quiet, --max", () => {
  it("shows less, and counts all", () => {
    const root = projectFolder(bad);
    const one = handoffs(["validate", "--max", "1", "--dir", root]);
    expect(one.status).toBe(1);
    expect(one.stdout).toMatch(/… and 1 more\.\n\n2 errors in 4 files\.\n$/);
    const json = handoffs(["validate", "--max", "1", "--format", "json", "--dir", root]);
    expect(JSON.parse(json.stdout)).toMatchObject({ diagnostics: [{}], summary: { errors: 2, omitted: 1 } });
  });

  it("is clean with warnings only, and then quiet", () => {
    const root = projectFolder({
      "destinations/billing.yaml": 'name: Billing\ndescription: Bills\ndefault: true\nto: "+442079460123"\n',
    });
    expect(handoffs(["validate", "--dir", root])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("[description-short]"),
    });
    expect(handoffs(["validate", "--quiet", "--dir", root]).stdout).not.toContain("[description-short]");
  });

  it("refuses what is no number", () => {
    expect(handoffs(["validate", "--max", "0"])).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("handoffs validate --fix", () => {
  it("mends the files and reports what is left", () => {
    const root = projectFolder({
      ...bad,
      "destinations/sales.yaml":
        "\uFEFFname: Sales\r\ndescription: The caller wants to buy.\r\nto: +442079460200\r\ncolour: red\r\n",
    });
    const { status, stdout, stderr } = handoffs(["validate", "--fix", "--dir", root]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "Mended 3 problems in 2 files.\n" });
    expect(stdout).toMatch(/^destinations\/sales\.yaml:4:1 error Unknown key "colour"\./);
    expect(readFileSync(join(root, "destinations/billing.yaml"), "utf8")).toBe(
      'name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\nto: "+442079460123" # the desk\nfallback: agent\n',
    );
    expect(readFileSync(join(root, "destinations/sales.yaml"), "utf8")).toBe(
      '\uFEFFname: Sales\r\ndescription: The caller wants to buy.\r\nto: "+442079460200"\r\ncolour: red\r\n',
    );
  });

  it("shows with --dry-run what it would do, and does nothing", () => {
    const root = projectFolder(bad);
    const { status, stdout, stderr } = handoffs(["validate", "--fix", "--dry-run", "--dir", root]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "Would mend 2 problems in 1 file.\n" });
    expect(stdout).toBe(`--- a/destinations/billing.yaml
+++ b/destinations/billing.yaml
@@ -2,4 +2,4 @@
 description: The caller wants to pay a bill.
 default: true
-to: +442079460123 # the desk
-falback: agent
+to: "+442079460123" # the desk
+fallback: agent
`);
    expect(readFileSync(join(root, "destinations/billing.yaml"), "utf8")).toBe(
      bad["destinations/billing.yaml"],
    );
  });

  it("has nothing to do in a good project", () => {
    const root = projectFolder();
    expect(handoffs(["validate", "--fix", "--dir", root])).toMatchObject({ status: 0, stderr: "" });
    expect(handoffs(["validate", "--fix", "--dry-run", "--dir", root])).toEqual({
      status: 0,
      stdout: "",
      stderr: "Nothing can be mended mechanically.\n",
    });
  });

  it("knows --dry-run with --fix only", () => {
    expect(handoffs(["validate", "--dry-run"])).toMatchObject({
      status: 2,
      stderr: "handoffs: --dry-run belongs to --fix.\n",
    });
  });
});

describe("handoffs explain", () => {
  it("prints the page of a code", () => {
    const { status, stdout } = handoffs(["explain", "unknown-key"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# `unknown-key`/);
  });

  it("knows what was meant, and lists all codes", () => {
    expect(handoffs(["explain", "unkown-key"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean "unknown-key"?'),
    });
    expect(handoffs(["explain", "../format"])).toMatchObject({ status: 2 });
    expect(handoffs(["explain"]).stdout.split("\n")).toContain("unknown-key");
  });
});
