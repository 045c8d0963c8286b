import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { handoffs, projectFolder } from "./command.ts";
import { expectShape } from "./shape.ts";

/** A project with an agent beside it. */
function withAgent(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = projectFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "agent", file)), { recursive: true });
    writeFileSync(join(root, "agent", file), text);
  }
  return root;
}

const call = (destination: string) => `conv.call_handoff(destination="${destination}")\n`;

describe("handoffs references", () => {
  it("is content with an agent that names what there is", () => {
    const root = withAgent({ "f.py": call("billing") + call("sales") });
    expect(handoffs(["references", "agent"], root)).toEqual({
      status: 0,
      stdout: "1 file, no problems.\n",
      stderr: "",
    });
  });

  it("prints what validate prints, with files as seen from the current folder", () => {
    const root = withAgent({ "f.py": call("biling") });
    const { status, stdout } = handoffs(["references", "agent", "--format", "json"], root);
    expect(status).toBe(1);
    expect(expectShape("validate", stdout)).toMatchObject({
      diagnostics: [
        {
          code: "unknown-reference",
          severity: "error",
          file: "agent/f.py",
          line: 1,
          column: 31,
          endColumn: 39,
          suggestions: ["Billing", "billing"],
        },
        { code: "unused-destination", severity: "info", file: "destinations/sales.yaml" },
      ],
      summary: { files: 1, errors: 1, warnings: 0 },
    });
    expect(handoffs(["references", "f.py", "--dir", ".."], join(root, "agent")).stdout).toMatch(
      /^f\.py:1:31 error/m,
    );
    expect(handoffs(["references", "agent", "--format", "github"], root).stdout).toContain(
      "::error file=agent/f.py,line=1,",
    );
    expect(
      JSON.parse(handoffs(["references", "agent", "--format", "sarif"], root).stdout).runs[0].results[0],
    ).toMatchObject({ ruleId: "unknown-reference" });
    expect(handoffs(["references", "agent", "--quiet"], root).stdout).not.toContain("unused-destination");
  });

  it("reads neither other people's code, nor what is no text, nor the same place twice", () => {
    const root = withAgent({
      "node_modules/x/index.js": 'callHandoff(call, "nobody");',
      ".git/f.py": call("nobody"),
      ".venv/f.py": call("nobody"),
      "image.py": Uint8Array.from([0, 1, 2]),
      "large.py": call("nobody").padEnd(1_000_001, "#"),
      "latin.py": Buffer.concat([Buffer.from(call("biling")), Buffer.from([0xe9, 0x0a])]),
      "README.md": "{{ho:nobody}}",
    });
    symlinkSync(".", join(root, "agent", "loop"));
    symlinkSync("nowhere", join(root, "agent", "dangling.py"));
    symlinkSync("latin.py", join(root, "agent", "again.py"));
    const { status, stdout, stderr } = handoffs(["references", "agent", "agent"], root);
    expect(status).toBe(1);
    expect(stdout.match(/unknown-reference/g)).toHaveLength(1);
    expect(stderr).toContain("image.py: it is no text.");
    expect(stderr).toContain("large.py: it has 1000001 bytes");
    // What is named is read whatever it is called.
    expect(handoffs(["references", "agent/README.md"], root).stdout).toContain('"nobody"');
  });

  it("says when there is nothing to read, or nothing that it knows", () => {
    const root = withAgent({ "f.py": "print(1)\n" });
    expect(handoffs(["references", "nowhere"], root)).toMatchObject({ status: 2, stdout: "" });
    expect(handoffs(["references"], root).status).toBe(2);
    expect(handoffs(["references", "agent"], root).stderr).toContain("No file of agent names a destination");
    if (process.getuid?.() !== 0) {
      chmodSync(join(root, "agent", "f.py"), 0o000);
      expect(handoffs(["references", "agent"], root).stderr).toContain("EACCES");
    }
  });

  it("counts what leads to a destination in one environment", () => {
    const line = (environment: string) =>
      `name: Sales line\nanswer: sales\nonError: billing\nenvironments:\n  ${environment}: {number: "+442079460001"}\n`;
    const root = withAgent({ "f.py": call("billing") });
    writeFileSync(
      join(root, "numbers", "sales-line.yaml"),
      `${line("live").replace("answer: sales", "answer: billing").replace('"}', '", answer: sales}')}`,
    );
    const unused = (env: string) => handoffs(["references", "agent", "--env", env], root).stdout;
    expect(unused("live")).not.toContain("unused-destination");
    expect(unused("sandbox")).toContain("unused-destination");
    expect(handoffs(["references", "agent", "--env", "lve"], root).status).toBe(2);
  });
});
