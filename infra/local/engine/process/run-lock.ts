/**
 * `<stateFile>.lock`: who runs now, and which processes that run has started. Two runs of one state never
 * overlap, and a run that was killed has its provider and program ended by the next one, since a provider that
 * survives its engine goes on creating.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf, Problem } from "../problem.ts";
import { startOf } from "./identity.ts";

interface ProcessRecord {
  readonly pid: number;
  readonly start: string;
}

interface LockFile extends ProcessRecord {
  readonly children: readonly ProcessRecord[];
}

export interface RunLock {
  /** Records a process that this run has just started. */
  adopt(pid: number): void;
  release(): void;
}

/** Throws a {@link Problem} when another run holds it. Resolves after the processes of a killed run are gone. */
export async function takeLock(stateFile: string): Promise<RunLock> {
  const path = `${stateFile}.lock`;
  const own: ProcessRecord = { pid: process.pid, start: startOf(process.pid) ?? "" };
  let children: readonly ProcessRecord[] = [];
  const text = () => JSON.stringify({ ...own, children } satisfies LockFile);
  while (!tryCreate(path, text())) children = await takeOver(path);
  await Promise.all(children.map(end));
  children = [];
  const write = () => writeFileSync(path, text());
  write();
  return {
    adopt(pid) {
      children = [...children, { pid, start: startOf(pid) ?? "" }];
      write();
    },
    release: () => rmSync(path, { force: true }),
  };
}

function tryCreate(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST") && existsSync(path)) return false;
    throw new Problem(`${path} cannot be written: ${messageOf(error)}.`);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** Moves a dead run's lock out of the way and gives its processes. */
async function takeOver(path: string): Promise<readonly ProcessRecord[]> {
  const lock = await readLock(path);
  if (lock === undefined) return [];
  if (isRunning(lock)) {
    throw new Problem(
      `Another run (process ${lock.pid}) is working on this state: wait until it has ended. (Its lock is ${path}.)`,
    );
  }
  const moved = `${path}.${process.pid}`;
  try {
    renameSync(path, moved);
  } catch {
    return []; // Somebody else was quicker; the next attempt meets their lock.
  }
  const taken = await readLock(moved);
  if (taken !== undefined && isRunning(taken)) {
    renameSync(moved, path); // It changed hands after we had read it.
    return [];
  }
  rmSync(moved, { force: true });
  return lock.children.filter(isRunning);
}

/** Undefined when it has gone meanwhile. Its writer may be between creating and filling it. */
async function readLock(path: string): Promise<LockFile | undefined> {
  for (let attempt = 0; ; attempt++) {
    try {
      return JSON.parse(readFileSync(path, "utf8")) as LockFile;
    } catch (error) {
      if (isCode(error, "ENOENT")) return undefined;
      if (attempt < 20) await sleep(10);
      else return { pid: 0, start: "", children: [] };
    }
  }
}

function isRunning({ pid, start }: ProcessRecord): boolean {
  return pid > 0 && start !== "" && startOf(pid) === start;
}

/** Ended the hard way: whatever it was doing, it does for nobody. */
async function end(record: ProcessRecord): Promise<void> {
  while (isRunning(record)) {
    try {
      process.kill(record.pid, "SIGKILL");
    } catch {
      return;
    }
    await sleep(10);
  }
}
