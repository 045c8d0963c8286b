import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startOf } from "../../../../../infra/local/engine/process/identity.ts";
import { takeLock } from "../../../../../infra/local/engine/process/run-lock.ts";

describe("the lock of a run", () => {
  let folder: string;
  let stateFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
    stateFile = join(folder, "state.json");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is held by one, and gone after its release", async () => {
    const lock = await takeLock(stateFile);
    await expect(takeLock(stateFile)).rejects.toThrow(`Another run (process ${process.pid})`);
    lock.release();
    expect(existsSync(`${stateFile}.lock`)).toBe(false);
    (await takeLock(stateFile)).release();
  });

  it("is taken by exactly one of many who find a dead one", async () => {
    writeFileSync(`${stateFile}.lock`, JSON.stringify({ pid: 1, start: "long ago", children: [] }));
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(stateFile)));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("ends what a dead run has started, and nobody else", async () => {
    const sleeper = () => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const [mine, another] = [sleeper(), sleeper()];
    const gone = new Promise((resolve) => mine.once("exit", resolve));
    const children = [
      { pid: mine.pid, start: startOf(mine.pid ?? 0) },
      { pid: another.pid, start: "of an earlier process with that id" },
    ];
    writeFileSync(`${stateFile}.lock`, JSON.stringify({ pid: 1, start: "long ago", children }));
    try {
      const lock = await takeLock(stateFile);
      await gone;
      expect(startOf(another.pid ?? 0)).toBeDefined();
      expect(JSON.parse(readFileSync(`${stateFile}.lock`, "utf8")).children).toEqual([]);
      lock.release();
    } finally {
      mine.kill("SIGKILL");
      another.kill("SIGKILL");
    }
  });

  it("is taken over when it is damaged", async () => {
    writeFileSync(`${stateFile}.lock`, "half a li");
    (await takeLock(stateFile)).release();
  });
});

describe("the start of a process", () => {
  it("is known of a running one only", async () => {
    expect(startOf(process.pid)).toBe(startOf(process.pid));
    const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    await new Promise((resolve) => child.once("exit", resolve));
    expect(startOf(child.pid ?? 0)).toBeUndefined();
  });
});
