import { fileURLToPath } from "node:url";
import { inTurn, untilExit } from "./process.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Medians in milliseconds, measured in turn in one run: programs that import what an agent needs, and nothing. */
export async function measureAgent(): Promise<Readonly<Record<string, number>>> {
  const programs = {
    "node -e 0": ["-e", "0"],
    'import "handoffs/agent"': ["--input-type=module", "-e", 'import "handoffs/agent"'],
    'require("handoffs/agent")': ["-e", 'require("handoffs/agent")'],
    'require("twilio"), for comparison': ["-e", 'require("twilio")'],
  };
  const times = await inTurn(
    15,
    Object.values(programs).map((args) => () => untilExit(process.execPath, args, repository)),
  );
  return Object.fromEntries(Object.keys(programs).map((name, index) => [name, times[index] ?? 0]));
}
