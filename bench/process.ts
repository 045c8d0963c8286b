import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** Certificates of the shell are no part of any command, and loading them takes longer than starting Node.js. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** Milliseconds of a whole process. It may end with 0, or with 1 where it reports problems. */
export async function untilExit(
  command: string,
  args: readonly string[],
  folder: string,
  most: 0 | 1 = 0,
): Promise<number> {
  const began = performance.now();
  const child = spawn(command, args, { cwd: folder, env, stdio: "ignore" });
  const [status] = (await once(child, "close")) as [number | null];
  if (status === null || status > most) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
  return performance.now() - began;
}

/** The most memory that a Node.js program takes, in megabytes. */
export function peakMemory(args: readonly string[], folder: string): number {
  const report = 'process.on("exit", () => process._rawDebug(process.resourceUsage().maxRSS))';
  const { stderr } = spawnSync(process.execPath, ["--import", `data:text/javascript,${report}`, ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  return Number(stderr.trim().split("\n").at(-1)) / 1024;
}

/** Medians of what is measured in turn, so that a busy moment of the machine falls on all alike. */
export async function inTurn(
  runs: number,
  measures: readonly (() => Promise<number>)[],
): Promise<readonly number[]> {
  for (const measure of measures) await measure();
  const times = measures.map((): number[] => []);
  for (let run = 0; run < runs; run++)
    for (const [index, measure] of measures.entries()) times[index]?.push(await measure());
  return times.map(median);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
