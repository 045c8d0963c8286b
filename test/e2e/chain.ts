import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleRoot } from "../src/project.ts";
import { account, type Company } from "./company.ts";

/** The processes of a run: the engine, which is the command line, and those that it starts. */
export type Link = "engine" | "program" | "provider";

/** What is ended, and how. Without /proc only the engine can be told from others. */
export interface Blow {
  readonly links: readonly Link[];
  readonly signal: "SIGKILL" | "SIGTERM";
}

export const blows: readonly Blow[] =
  process.platform === "linux"
    ? [
        { links: ["engine"], signal: "SIGKILL" },
        { links: ["provider"], signal: "SIGKILL" },
        { links: ["engine", "program", "provider"], signal: "SIGKILL" },
        { links: ["engine"], signal: "SIGTERM" },
        { links: ["program"], signal: "SIGKILL" },
      ]
    : [
        { links: ["engine"], signal: "SIGKILL" },
        { links: ["engine"], signal: "SIGTERM" },
      ];

/** `handoffs local …` in a process of its own. */
export const spawnLocal = (company: Company, operation: string): ChildProcess =>
  spawn(process.execPath, [join(sampleRoot, "dist/cli/index.js"), "local", operation], {
    cwd: company.root,
    stdio: "ignore",
  });

/** Strikes once the account has got so many calls, and waits for the run to end; false when it had ended before. */
export async function strikeAfter(
  calls: number,
  company: Company,
  run: ChildProcess,
  { links, signal }: Blow,
): Promise<boolean> {
  const ended = once(run, "exit");
  let running = true;
  void ended.then(() => {
    running = false;
  });
  for (;;) {
    if (!running) return false;
    const reply = await fetch(`${company.emulator.origin}/emulator/requests`);
    const { counts } = (await reply.json()) as { counts: { total: number } };
    if (counts.total >= calls) break;
  }
  const pids = links.flatMap((link) => (link === "engine" ? (run.pid ?? []) : childOf(run.pid ?? 0, link)));
  for (const pid of pids) end(pid, signal);
  await ended;
  return true;
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

const commands = { program: "@pulumi/pulumi/cmd/run", provider: "pulumi-resource-twilio" } as const;

const childOf = (parent: number, link: keyof typeof commands): readonly number[] =>
  processes()
    .filter(({ command, ppid }) => ppid === parent && command.includes(commands[link]))
    .map(({ pid }) => pid);

/** Processes of this company that still run, by their command lines. */
export const leftovers = ({ root }: Company): readonly string[] =>
  processes()
    .filter(({ pid, command }) => pid !== process.pid && command.includes(root))
    .map(({ command }) => command);

function processes() {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
      const [, ppid = "0"] = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8")) ?? [];
      return [{ pid: Number(name), ppid: Number(ppid), command }];
    } catch {
      return [];
    }
  });
}

/** The commands find the company's emulator as they find a running `handoffs local serve`. */
export function useEmulator({ root, emulator }: Company): void {
  mkdirSync(join(root, ".handoffs", "local"), { recursive: true });
  writeFileSync(join(root, ".handoffs", "local", "serve.json"), JSON.stringify({ origin: emulator.origin }));
}

/** What is deployed; of what is live only that which is to stay: a number's old document may be served once more. */
export async function lasting(company: Company): Promise<unknown> {
  return (await account(company)).map(({ live, ...service }) => {
    const wanted = new Set([...service.assets, ...service.functions]);
    const stays = (line: string): boolean => wanted.has(line.split(" ")[0] ?? "");
    return {
      ...service,
      live: { assets: live.assets.filter(stays), functions: live.functions.filter(stays) },
    };
  });
}
