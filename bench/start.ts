import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTurn, untilExit } from "./process.ts";

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
  const [provider = 0, bare = 0] = await inTurn(runs, [
    () => untilFirstLine(wrapper),
    () => untilExit(process.execPath, ["-e", "0"], repository),
  ]);
  return { what: "provider from start to its port", milliseconds: provider, bareNode: bare, limit: 3 };
}

/** `npm start` with nothing deployed, then once more; seconds. */
export async function measureDemo(): Promise<
  readonly { readonly run: string; readonly seconds: number; readonly limit: number }[]
> {
  rmSync(join(repository, ".handoffs"), { recursive: true, force: true });
  const command = [join(repository, "dist", "cli", "index.js"), "local", "demo"];
  const first = await untilExit(process.execPath, command, repository);
  const second = await untilExit(process.execPath, command, repository);
  return [
    { run: "npm start, first run", seconds: first / 1000, limit: 30 },
    { run: "npm start, second run", seconds: second / 1000, limit: 15 },
  ];
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
