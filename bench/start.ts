import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Medians of a command and of a bare `node -e 0`, measured in turn in one run, in milliseconds. */
export interface Ratio {
  readonly what: string;
  readonly milliseconds: number;
  readonly bareNode: number;
  readonly limit: number;
}

const runs = 15;

/** From the provider's start to the port on its standard output. */
export async function measureProviderStart(): Promise<Ratio> {
  const wrapper = join(repository, "dist", "provider", "pulumi-resource-twilio");
  const [provider, bare] = await inTurn(
    () => untilFirstLine(wrapper),
    () => untilExit(process.execPath, ["-e", "0"]),
  );
  return { what: "provider from start to its port", milliseconds: provider, bareNode: bare, limit: 3 };
}

/** `npm start` with nothing deployed, then once more; seconds. */
export async function measureDemo(): Promise<
  readonly { readonly run: string; readonly seconds: number; readonly limit: number }[]
> {
  rmSync(join(repository, ".handoffs"), { recursive: true, force: true });
  const command = [join(repository, "dist", "cli", "index.js"), "local", "demo"];
  const first = await untilExit(process.execPath, command);
  const second = await untilExit(process.execPath, command);
  return [
    { run: "npm start, first run", seconds: first / 1000, limit: 30 },
    { run: "npm start, second run", seconds: second / 1000, limit: 15 },
  ];
}

async function inTurn(
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<readonly [number, number]> {
  const times: [number, number][] = [];
  await one();
  await other();
  for (let run = 0; run < runs; run++) times.push([await one(), await other()]);
  return [median(times.map(([time]) => time)), median(times.map(([, time]) => time))];
}

async function untilFirstLine(command: string): Promise<number> {
  const began = performance.now();
  // No engine listens there; the provider connects to it only when it has something to say.
  const child = spawn(command, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  const time = performance.now() - began;
  child.kill("SIGKILL");
  await once(child, "close");
  return time;
}

async function untilExit(command: string, args: readonly string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(command, args, { cwd: repository, stdio: "ignore" });
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
