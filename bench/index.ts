import Table from "cli-table3";
import { measureAgent } from "./agent.ts";
import { measureNoOperation } from "./cli.ts";
import { compareDeployments, measureDeployments } from "./deploy.ts";
import { measureDiff } from "./diff.ts";
import { measureRouter } from "./router.ts";
import { measureScale, most } from "./scale.ts";
import { measureDemo, measureProviderStart } from "./start.ts";
import { measureValidation } from "./validate.ts";

/** `npm run bench [PART…]`: figures side by side in one run. Nothing here fails; the reader judges. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  validate,
  diff,
  router,
  agent,
  deploy,
  scale,
  start,
};

const wanted = process.argv.slice(2);
for (const name of wanted)
  if (!Object.hasOwn(parts, name))
    throw new Error(`There is no part "${name}": expected ${Object.keys(parts).join(", ")}.`);
for (const [name, run] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await run();

async function validate(): Promise<void> {
  for await (const { files, times, memory } of measureValidation()) {
    const ours = times.handoffs ?? 0;
    const table = tableOf(`${files} ${files === 1 ? "file" : "files"}`, "ms", "handoffs takes");
    for (const [name, time] of Object.entries(times))
      table.push([name, time.toFixed(0), name === "handoffs" ? "" : `${(ours / time).toFixed(2)} ×`]);
    table.push(["handoffs, peak memory", `${memory.toFixed(0)} MB`, ""]);
    print(table);
  }
}

async function diff(): Promise<void> {
  const { destinations, times, memory } = await measureDiff();
  const table = tableOf(`${destinations} destinations a side`, "ms", "at most");
  for (const [name, time] of Object.entries(times))
    table.push([name, time.toFixed(0), name.startsWith("handoffs diff") ? "2000" : ""]);
  table.push(["handoffs diff, peak memory", `${memory.toFixed(0)} MB`, "300 MB"]);
  print(table);
}

async function router(): Promise<void> {
  const { destinations, start, bareNode, decision, kilobytes, planKilobytes } = await measureRouter();
  const table = tableOf(`router, ${destinations} destinations`, "", "at most");
  table.push(
    ["from nothing to the first answer", `${start.toFixed(1)} ms`, "40 ms"],
    ["node -e 0, for comparison", `${bareNode.toFixed(1)} ms`, ""],
    ["a decision", `${decision.toFixed(3)} ms`, "2 ms"],
    ["its bundle", `${kilobytes.toFixed(0)} kB`, "200 kB"],
    ["its plan", `${planKilobytes.toFixed(0)} kB`, ""],
  );
  print(table);
}

async function agent(): Promise<void> {
  const times = await measureAgent();
  const bare = times["node -e 0"] ?? 0;
  const table = tableOf("handoffs/agent", "ms", "more than bare", "at most");
  for (const [what, time] of Object.entries(times))
    table.push([what, time.toFixed(1), (time - bare).toFixed(1), /handoffs/.test(what) ? "30" : ""]);
  print(table);
}

async function deploy(): Promise<void> {
  const table = tableOf("100 destinations, 20 numbers", "calls", "polls", "at most", "seconds");
  for (const { run, calls, polls, seconds, budget } of await measureDeployments())
    table.push([run, calls, polls, budget, seconds.toFixed(1)]);
  print(table);
  const three = tableOf("100 destinations", "by", "calls", "seconds", "of the deployer's", "at most");
  for (const { run, ours, provider, peer, limit } of await compareDeployments(3)) {
    const row = (by: string, { calls, seconds }: typeof ours, most: number | string = "") =>
      three.push([run, by, calls, seconds.toFixed(1), (seconds / peer.seconds).toFixed(2), most]);
    row("program, engine and provider", ours, limit);
    row("the provider alone", provider, limit);
    row("Twilio's deployer", peer);
  }
  print(three);
  const same = await measureNoOperation(200);
  if (same === undefined) return print("`pulumi up` is not measured: the pulumi CLI is not on PATH.");
  const cli = tableOf("pulumi up, nothing changed", "resources", "seconds", "trivial", "ratio", "at most");
  const ratio = (same.ours / same.trivial).toFixed(2);
  cli.push(["200 destinations", same.resources, same.ours.toFixed(1), same.trivial.toFixed(1), ratio, 1.3]);
  print(cli);
}

async function scale(): Promise<void> {
  const { destinations, numbers } = most;
  const head = `${destinations} destinations, ${numbers} numbers`;
  const table = tableOf(head, "calls", "seconds", "provider", "program", "state", "a destination");
  for (const { run, calls, seconds, provider, program, state } of await measureScale())
    table.push([
      run,
      calls,
      seconds.toFixed(1),
      `${provider.toFixed(0)} MB`,
      `${program.toFixed(0)} MB`,
      `${(state / 1e6).toFixed(1)} MB`,
      `${(state / destinations).toFixed(0)} bytes`,
    ]);
  print(table);
}

async function start(): Promise<void> {
  const { what, milliseconds, bareNode, limit } = await measureProviderStart();
  const starts = tableOf("start", "ms", "node -e 0", "ratio", "at most");
  const ratio = (milliseconds / bareNode).toFixed(2);
  starts.push([what, milliseconds.toFixed(0), bareNode.toFixed(0), ratio, limit]);
  print(starts);
  const demos = tableOf("on this machine", "seconds", "at most");
  for (const { run, seconds, limit: most } of await measureDemo())
    demos.push([run, seconds.toFixed(1), most]);
  print(demos);
}

function tableOf(...head: string[]) {
  return new Table({ head, style: { head: [], border: [] } });
}

function print(table: { toString(): string }): void {
  process.stdout.write(`${table.toString()}\n`);
}
