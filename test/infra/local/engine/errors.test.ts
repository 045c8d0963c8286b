import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EngineEvent } from "../../../../infra/local/engine/engine.ts";
import { openSampleStack, type SampleStack, type Spec, type Thing } from "./sample-stack.ts";

let stack: SampleStack;
beforeEach(() => {
  stack = openSampleStack("embedded");
});
afterEach(() => stack.dispose());

const thing = (name: string, inputs: object = {}, options: object = {}): Thing => ({
  name,
  inputs: { name, ...inputs },
  options,
});

async function errors(kind: "up" | "preview" | "refresh" | "destroy", options: object = {}): Promise<string> {
  const { outcome } = await stack.run(kind, options);
  expect(outcome?.status).toBe("failed");
  const found = outcome?.diagnostics.filter(({ severity }) => severity === "error") ?? [];
  return found.map(({ message, urn }) => (urn === undefined ? message : `${urn}: ${message}`)).join("\n");
}

function rewriteProject(change: (project: Record<string, unknown>) => void): void {
  const file = join(stack.folder, "Pulumi.yaml");
  const project = JSON.parse(readFileSync(file, "utf8"));
  change(project);
  writeFileSync(file, JSON.stringify(project));
}

describe("a program", () => {
  it("that throws is quoted with its stack", async () => {
    stack.declare({ things: [thing("a")], ending: "throw with a stack" });
    expect(await errors("up")).toMatch(/the program has thrown[\s\S]*index\.js/);
  });

  it("that logs an error has failed, and nothing is deleted", async () => {
    stack.declare({ things: [thing("a"), thing("b")] });
    await stack.run("up");
    stack.declare({ things: [thing("a")], ending: "log error" });
    expect(await errors("up")).toBe("the program has logged an error");
    expect(Object.keys(stack.objects())).toEqual(["a", "b"]);
  });

  it("that exits early is told, and nothing is deleted", async () => {
    stack.declare({ things: [thing("a"), thing("b")] });
    await stack.run("up");
    stack.declare({ things: [thing("a")], ending: "exit" });
    expect(await errors("up")).toContain("does it call process.exit?");
    expect(Object.keys(stack.objects())).toEqual(["a", "b"]);
  });

  it("that does not parse is quoted", async () => {
    writeFileSync(join(stack.folder, "index.js"), "this is no JavaScript");
    expect(await errors("preview")).toContain("SyntaxError");
  });

  it("that is not there is named", async () => {
    rmSync(join(stack.folder, "index.js"));
    expect(await errors("up")).toMatch(/index\.js, named by `main`.*does not exist/);
  });

  it("prints to events, never to our output", async () => {
    stack.declare({ things: [], print: ["hello from the program"] });
    const events: EngineEvent[] = [];
    await stack.run("preview", { onEvent: (event) => events.push(event) });
    expect(events).toContainEqual({ kind: "line", source: "program", text: "hello from the program" });
  });

  it("cannot give two resources one name", async () => {
    stack.declare({ things: [thing("a"), thing("a")] });
    expect(await errors("preview")).toContain('named "a": names have to be unique');
  });
});

describe("a provider", () => {
  it("that dies is told with the resource that it was working on", async () => {
    stack.declare({ things: [thing("a", { die: "create" })] });
    expect(await errors("up")).toMatch(/Thing::a: The provider sample exited with code 3/);
    expect((await stack.state()).pending).toEqual([]);
  });

  it("that is not named in Pulumi.yaml is asked for", async () => {
    rewriteProject((project) => {
      project.plugins = {};
    });
    stack.declare({ things: [thing("a")] });
    expect(await errors("up")).toContain("plugins.providers");
  });

  it("that does not start is told with its last words", async () => {
    const folder = join(stack.folder, "broken");
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(
      join(folder, "pulumi-resource-sample"),
      '#!/usr/bin/env node\nthrow new Error("no such luck");\n',
      {
        mode: 0o755,
      },
    );
    writeFileSync(join(folder, "pulumi-resource-sample.cmd"), '@node "%~dp0pulumi-resource-sample"\r\n');
    rewriteProject((project) => {
      project.plugins = { providers: [{ name: "sample", path: folder }] };
    });
    stack.declare({ things: [thing("a")] });
    expect(await errors("up")).toMatch(/exited with code 1 before it printed its port[\s\S]*no such luck/);
  });

  it("that returns nothing known is not taken at its word", async () => {
    stack.declare({ things: [thing("a", { value: { nothing: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } })] });
    expect(await errors("up")).toContain("unknown values outside a preview");
  });
});

describe("the state", () => {
  const declareSecret = () => stack.declare({ things: [thing("a", { secretValue: { secret: "hush" } })] });

  it("holds secrets encrypted", async () => {
    declareSecret();
    await stack.run("up");
    expect(readFileSync(stack.stateFile, "utf8")).not.toContain("hush");
    expect(JSON.stringify((await stack.state()).resources)).toContain("hush");
  });

  it("does not open with another passphrase", async () => {
    declareSecret();
    await stack.run("up");
    expect(await errors("up", { passphrase: "another" })).toContain("The passphrase is wrong");
  });

  it("that is damaged is left as it is", async () => {
    mkdirSync(join(stack.folder, "local"));
    writeFileSync(stack.stateFile, '{"version": 3, "deployment": {');
    declareSecret();
    expect(await errors("up")).toMatch(/state\.json is damaged/);
    expect(readFileSync(stack.stateFile, "utf8")).toBe('{"version": 3, "deployment": {');
  });

  it("of another version is refused", async () => {
    mkdirSync(join(stack.folder, "local"));
    writeFileSync(stack.stateFile, '{"version": 4, "deployment": {}}');
    declareSecret();
    expect(await errors("refresh")).toMatch(/state of version 4 .*Use the pulumi CLI/);
  });

  it("that cannot be written is told", async () => {
    writeFileSync(join(stack.folder, "local"), "a file where a folder is wanted");
    declareSecret();
    expect(await errors("up")).toMatch(/state\.json\.lock cannot be written/);
  });

  it("that becomes unwritable fails the run, which has recorded what it began", async () => {
    declareSecret();
    const message = await errors("up", {
      onEvent: (event: EngineEvent) => {
        // The next write of the state begins with this file.
        if (event.kind === "started") mkdirSync(`${stack.stateFile}.new`);
      },
    });
    expect(message).toContain("cannot be written");
    rmSync(`${stack.stateFile}.new`, { recursive: true });
    expect((await stack.state()).pending).toMatchObject([{ type: "creating" }]);
    expect((await stack.run("up")).succeeded).toBe(true);
    expect(Object.keys(stack.objects())).toEqual(["a"]);
  });

  it("keeps the outputs of before when a run fails", async () => {
    stack.declare({ things: [thing("a")], outputs: { kept: "$a.name" } });
    await stack.run("up");
    stack.declare({ things: [thing("a")], ending: "throw" });
    expect((await stack.run("up")).outcome?.outputs).toEqual({ kept: "a" });
  });
});

describe("what the engine does not do", () => {
  const refused: readonly (readonly [string, Spec])[] = [
    ["the `import` option", { things: [thing("a", {}, { import: "a-1" })] }],
    ["`replacementTrigger`", { things: [thing("a", {}, { replacementTrigger: 1 })] }],
    ["`pluginDownloadURL`", { things: [thing("a", {}, { pluginDownloadURL: "https://example.com" })] }],
    ["transforms", { things: [], ending: "transform" }],
    ["remote assets", { things: [thing("a", { value: { remote: "https://example.com" } })] }],
  ];
  it.each(refused)("is refused by name: %s", async (feature, spec) => {
    stack.declare(spec);
    const message = await errors("preview");
    expect(message).toContain(`The embedded engine does not do ${feature}`);
    expect(message).toContain("Use the pulumi CLI");
    expect(stack.calls()).toEqual([]);
  });

  it.each([
    ['the runtime "python"', { runtime: "python" }],
    ["`config` in Pulumi.yaml", { config: { key: { default: 1 } } }],
  ])("is refused in Pulumi.yaml: %s", async (feature, change) => {
    rewriteProject((project) => Object.assign(project, change));
    stack.declare({ things: [] });
    expect(await errors("preview")).toContain(feature);
  });

  it.each([
    ["ESC environments", "environment: [shared]\n"],
    ["the secrets provider", "secretsprovider: awskms://alias/key\n"],
  ])("is refused in the stack's settings: %s", async (feature, text) => {
    writeFileSync(join(stack.folder, "Pulumi.dev.yaml"), text);
    stack.declare({ things: [] });
    expect(await errors("preview")).toContain(feature);
  });
});
