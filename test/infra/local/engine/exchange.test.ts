// State moves between the embedded engine and the pulumi CLI, both ways, with nothing left to change.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { comparable, openSampleStack, pulumiOnPath, type SampleStack, type Spec } from "./sample-stack.ts";

const spec: Spec = {
  things: [
    { kind: "group", name: "team" },
    {
      name: "a",
      inputs: { name: "a", value: 1 },
      options: { parent: "team", customTimeouts: { create: "5m" } },
    },
    {
      name: "b",
      inputs: { name: "b", value: "$a.size", secretValue: { secret: "hush" }, text: { text: "asset" } },
      options: { deletedWith: "a", additionalSecretOutputs: ["size"] },
    },
    { name: "c", inputs: { name: "c", fixed: "one" }, options: { protect: true, dependsOn: ["b"] } },
  ],
  outputs: { size: "$b.size" },
};

describe.skipIf(!pulumiOnPath())("with the pulumi CLI", { timeout: 120_000 }, () => {
  let stack: SampleStack;
  beforeEach(() => {
    stack = openSampleStack("embedded", { config: { "sample:region": "here" } });
    stack.declare(spec);
  });
  afterEach(() => stack.dispose());

  const pulumi = (...args: string[]) =>
    execFileSync("pulumi", [...args, "--non-interactive"], {
      cwd: stack.folder,
      env: stack.env,
      encoding: "utf8",
    });

  it("state goes there and back", async () => {
    expect((await stack.run("up")).succeeded).toBe(true);
    const before = comparable(await stack.state());
    stack.calls();

    pulumi("stack", "init", "dev");
    pulumi("stack", "import", "-s", "dev", "--file", stack.stateFile);
    pulumi("preview", "-s", "dev", "--expect-no-changes");
    pulumi("up", "-s", "dev", "--yes", "--skip-preview", "--expect-no-changes");
    expect(stack.calls()).toEqual([]);

    pulumi("stack", "export", "-s", "dev", "--file", stack.stateFile);
    expect(comparable(await stack.state())).toEqual(before);
    const { outcome } = await stack.run("up");
    expect(outcome?.steps.filter(({ op }) => op !== "same")).toEqual([]);
    expect(stack.calls()).toEqual([]);
  });

  it("a stack of the CLI goes on here", async () => {
    pulumi("stack", "init", "dev");
    pulumi("config", "set", "-s", "dev", "--secret", "sample-project:password", "from the config");
    pulumi("up", "-s", "dev", "--yes", "--skip-preview");
    mkdirSync(join(stack.folder, "local"));
    pulumi("stack", "export", "-s", "dev", "--file", stack.stateFile);
    stack.calls();
    const { outcome } = await stack.run("up");
    expect(outcome?.status).toBe("succeeded");
    expect(outcome?.steps.filter(({ op }) => op !== "same")).toEqual([]);
    expect(stack.calls()).toEqual([]);
    expect(readFileSync(join(stack.folder, "Pulumi.dev.yaml"), "utf8")).toContain("secure");
  });

  it("the CLI clears away what was left pending", async () => {
    const [group, first] = spec.things;
    writeFileSync(
      join(stack.folder, "spec.json"),
      JSON.stringify({ things: [group, { ...first, inputs: { name: "a", partial: true } }] }),
    );
    expect((await stack.run("up")).succeeded).toBe(false);
    pulumi("stack", "init", "dev");
    pulumi("stack", "import", "-s", "dev", "--file", stack.stateFile);
    writeFileSync(
      join(stack.folder, "spec.json"),
      JSON.stringify({ things: [group, { ...first, inputs: { name: "a" } }] }),
    );
    stack.calls();
    pulumi("up", "-s", "dev", "--yes", "--skip-preview");
    expect(stack.calls()).toEqual(["update a"]);
  });
});
