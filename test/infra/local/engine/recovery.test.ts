// Kills of the engine, of its processes, and what the next run makes of it.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startOf } from "../../../../infra/local/engine/process/identity.ts";
import { openSampleStack, passphrase, type SampleStack, type Thing } from "./sample-stack.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
let bundle: string;
let stack: SampleStack;

// A process of its own that can be killed: it needs compiled code, where it finds @pulumi/pulumi.
beforeAll(async () => {
  const cache = join(repository, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  bundle = mkdtempSync(join(cache, "engine-"));
  await build({
    entryPoints: [join(repository, "infra", "local", "engine", "engine.ts")],
    outfile: join(bundle, "engine.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    logLevel: "error",
  });
  writeFileSync(
    join(bundle, "run.mjs"),
    `import * as engine from "./engine.mjs";
     const [kind, options] = process.argv.slice(2);
     const outcome = await engine[kind](JSON.parse(options));
     process.exitCode = outcome.status === "succeeded" ? 0 : 1;
     console.log(JSON.stringify(outcome.diagnostics));`,
  );
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));
beforeEach(() => {
  stack = openSampleStack("embedded");
});
afterEach(() => stack.dispose());

function start(kind: "up" | "destroy"): ChildProcess {
  const options = { root: stack.folder, stack: "dev", stateFile: stack.stateFile, passphrase };
  return spawn(process.execPath, [join(bundle, "run.mjs"), kind, JSON.stringify(options)], {
    env: stack.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

const log = () => readFileSync(join(stack.folder, "cloud", "calls.log"), "utf8");

async function until(condition: () => boolean): Promise<void> {
  for (let wait = 0; !condition(); wait++) {
    if (wait > 2000) throw new Error("what the test waits for does not happen");
    await sleep(10);
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

const thing = (name: string, inputs: object = {}): Thing => ({ name, inputs: { name, ...inputs } });
const chain = (delay: number) => [
  thing("a", { delay }),
  thing("b", { value: "$a.name", delay }),
  thing("c", { value: "$b.name", delay }),
];

describe("a killed run", () => {
  it.each(["a", "b", "c"])(
    "that was creating %s is completed by the next, and leaves no process behind",
    async (name) => {
      stack.declare({ things: chain(300) });
      const child = start("up");
      await until(() => log().includes(`create ${name}`));
      await kill(child);
      const lock = JSON.parse(readFileSync(`${stack.stateFile}.lock`, "utf8"));
      expect(lock.children).toHaveLength(2);
      const { pending } = await stack.state();
      expect(pending.map(({ type, resource }) => [type, resource.inputs.name])).toEqual([["creating", name]]);

      stack.declare({ things: chain(0) });
      const { outcome } = await stack.run("up");
      expect(outcome?.status).toBe("succeeded");
      expect(outcome?.diagnostics).toMatchObject([
        { severity: "info", message: expect.stringContaining("was killed") },
      ]);
      for (const { pid, start: began } of lock.children) expect(startOf(pid)).not.toBe(began);
      expect(Object.keys(stack.objects()).sort()).toEqual(["a", "b", "c"]);
      const state = await stack.state();
      expect(state.pending).toEqual([]);
      expect(state.resources.filter(({ type }) => type === "sample:index:Thing")).toHaveLength(3);
      expect(existsSync(`${stack.stateFile}.lock`)).toBe(false);
    },
  );

  it("that was updating is completed by an update, even back to what the state knows", async () => {
    stack.declare({ things: [thing("a", { value: 1 })] });
    await stack.run("up");
    stack.declare({ things: [thing("a", { value: 2, delay: 300 })] });
    const child = start("up");
    await until(() => log().includes("update a"));
    await kill(child);
    stack.change("a", { value: 2 });

    stack.calls();
    stack.declare({ things: [thing("a", { value: 1 })] });
    expect((await stack.run("up")).succeeded).toBe(true);
    expect(stack.calls()).toEqual(["update a"]);
    expect(stack.objects()).toMatchObject({ a: { value: 1 } });
    expect((await stack.run("up")).succeeded).toBe(true);
    expect(stack.calls()).toEqual([]);
  });

  it("that was replacing goes on where it stood", async () => {
    const spec = (exclusive: string, delay = 0) => ({
      things: [thing("a", { exclusive, delay }), thing("b", { exclusive: "$a.id" })],
    });
    stack.declare(spec("one"));
    await stack.run("up");
    stack.calls();
    stack.declare(spec("two", 300));
    const child = start("up");
    await until(() => log().split("create a").length === 3);
    await kill(child);
    expect(stack.calls().slice(0, 2)).toEqual(["delete b", "delete a"]);

    stack.declare(spec("two"));
    expect((await stack.run("up")).succeeded).toBe(true);
    expect(stack.calls()).toEqual(["create a", "create b"]);
    expect(stack.objects()).toMatchObject({ a: { exclusive: "two" } });
    expect((await stack.state()).resources.filter(({ type }) => type === "sample:index:Thing")).toHaveLength(
      2,
    );
  });

  it("that was replacing, which is not wanted any more, is pointed at", async () => {
    stack.declare({ things: [thing("a", { fixed: "one" })] });
    await stack.run("up");
    stack.declare({ things: [thing("a", { fixed: "two", delay: 300 })] });
    const child = start("up");
    await until(() => log().split("create a").length === 3);
    await kill(child);

    stack.declare({ things: [thing("a", { fixed: "one" })] });
    const { outcome } = await stack.run("up");
    expect(outcome?.status).toBe("succeeded");
    expect(outcome?.diagnostics).toContainEqual(
      expect.objectContaining({ severity: "warning", message: expect.stringContaining("removed by hand") }),
    );
    expect((await stack.state()).pending).toEqual([]);
  });

  it("that was deleting is completed by the next, also when the resource is wanted again", async () => {
    stack.declare({ things: [thing("a"), thing("b", { delay: 300 })] });
    await stack.run("up");
    stack.declare({ things: [thing("a")] });
    const child = start("up");
    await until(() => log().includes("delete b"));
    await kill(child);
    stack.change("b", undefined);

    stack.declare({ things: [thing("a"), thing("b")] });
    expect((await stack.run("up")).succeeded).toBe(true);
    expect(Object.keys(stack.objects()).sort()).toEqual(["a", "b"]);
  });

  it("is not taken for a running one when its process id has been given to another process", async () => {
    mkdirSync(join(stack.folder, "local"));
    const other = {
      pid: process.pid,
      start: "another time",
      children: [{ pid: process.pid, start: "another time" }],
    };
    writeFileSync(`${stack.stateFile}.lock`, JSON.stringify(other));
    stack.declare({ things: [] });
    expect((await stack.run("up")).succeeded).toBe(true);
  });

  it("that was destroying is completed by the next", async () => {
    stack.declare({ things: chain(200) });
    await stack.run("up");
    const child = start("destroy");
    await until(() => log().includes("delete b"));
    await kill(child);
    expect((await stack.run("destroy")).succeeded).toBe(true);
    expect(stack.objects()).toEqual({});
    expect((await stack.state()).resources).toEqual([]);
  });
});

describe("an interrupted run", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "finishes what is under way on %s and begins nothing else",
    async (signal) => {
      stack.declare({ things: chain(300) });
      const child = start("up");
      const exit = new Promise((resolve) => child.once("exit", resolve));
      await until(() => log().includes("create a"));
      child.kill(signal);
      expect(await exit).toBe(1);
      expect(log()).toBe("create a\ncancel -\n");
      stack.calls();
      expect((await stack.state()).pending).toEqual([]);
      expect(existsSync(`${stack.stateFile}.lock`)).toBe(false);
      expect((await stack.run("up")).succeeded).toBe(true);
      expect(stack.calls()).toEqual(["create b", "create c"]);
    },
  );

  it("stops on the caller's signal", async () => {
    stack.declare({ things: chain(300) });
    const stop = new AbortController();
    const run = stack.run("up", {
      signal: stop.signal,
      onEvent: (event) => event.kind === "started" && event.step.name === "b" && stop.abort(),
    });
    const { outcome } = await run;
    expect(outcome?.status).toBe("failed");
    expect(outcome?.diagnostics).toMatchObject([
      { severity: "error", message: expect.stringContaining("interrupted") },
    ]);
    expect(Object.keys(stack.objects()).sort()).toEqual(["a", "b"]);
  });

  it("does nothing when the signal came before it", async () => {
    stack.declare({ things: [thing("a")] });
    expect((await stack.run("up", { signal: AbortSignal.abort() })).succeeded).toBe(false);
    expect(stack.calls()).toEqual([]);
  });
});

describe("two runs of one state", () => {
  it("do not overlap", async () => {
    stack.declare({ things: [thing("a", { delay: 300 })] });
    const first = stack.run("up");
    await until(() => existsSync(`${stack.stateFile}.lock`));
    const second = await stack.run("up");
    expect(second.succeeded).toBe(false);
    expect(second.text).toContain("Another run");
    expect((await first).succeeded).toBe(true);
  });
});
