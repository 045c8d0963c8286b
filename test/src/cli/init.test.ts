import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sampleRoot } from "../project.ts";
import { handoffs, handoffsBeside } from "./command.ts";

function emptyFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "handoffs-init-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** As npm would install it. */
function install(root: string): void {
  mkdirSync(join(root, "node_modules"));
  symlinkSync(sampleRoot, join(root, "node_modules", "handoffs"), "junction");
}

describe("handoffs init", () => {
  it("writes a project that validates, and deploys on the emulator, at once", async () => {
    const folder = emptyFolder();
    const made = handoffs(["init", "Acme Support"], folder);
    expect(made).toMatchObject({ status: 0, stderr: expect.stringContaining("npx handoffs local up") });
    const root = join(folder, "Acme Support");
    for (const file of made.stdout.trimEnd().split("\n"))
      expect(readFileSync(join(folder, file), "utf8")).not.toBe("");
    expect(readFileSync(join(root, "handoffs.yaml"), "utf8")).toContain("project: acme-support\n");

    expect(handoffs(["validate"], root)).toEqual({
      status: 0,
      stdout: "5 files, no problems.\n",
      stderr: "",
    });
    install(root);
    const up = await handoffsBeside(["local", "up"], root);
    expect(up, up.stderr).toMatchObject({ status: 0 });
    expect(up.stdout).toContain("acme-support");
    const again = await handoffsBeside(["local", "up"], root);
    expect(again, again.stderr).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Nothing changed."),
    });
  });

  it("points editors at schemas that are there", () => {
    const root = emptyFolder();
    handoffs(["init"], root);
    install(root);
    const settings = JSON.parse(readFileSync(join(root, ".vscode", "settings.json"), "utf8"));
    for (const schema of Object.keys(settings["yaml.schemas"]))
      expect(() => JSON.parse(readFileSync(join(root, schema), "utf8")), schema).not.toThrow();
    const [, schema = ""] =
      /\$schema=(\S+)/.exec(readFileSync(join(root, "destinations/billing.yaml"), "utf8")) ?? [];
    expect(() => readFileSync(join(root, "destinations", schema))).not.toThrow();
  });

  it("writes over nothing, and says what is in the way", () => {
    const root = emptyFolder();
    writeFileSync(join(root, "handoffs.yaml"), "mine");
    symlinkSync(join(root, "nowhere"), join(root, "Pulumi.yaml"));
    const { status, stdout, stderr } = handoffs(["init"], root);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("has handoffs.yaml, Pulumi.yaml, and nothing is written over anything.");
    expect(readdirSync(root).sort()).toEqual(["Pulumi.yaml", "handoffs.yaml"]);
  });

  it("keeps the settings that a folder has", () => {
    const root = emptyFolder();
    writeFileSync(join(root, "package.json"), "{}");
    const { status, stdout, stderr } = handoffs(["init"], root);
    expect(status).toBe(0);
    expect(stdout.split("\n")).not.toContain("package.json");
    expect(stderr).toContain("Kept as they were: package.json.");
    expect(stderr).toContain("npm install handoffs\n");
    expect(readFileSync(join(root, "package.json"), "utf8")).toBe("{}");
  });
});
