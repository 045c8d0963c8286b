import Table from "cli-table3";
import { measureDeployments } from "./deploy.ts";
import { measureDemo, measureProviderStart } from "./start.ts";

/** `npm run bench`: figures side by side in one run. Nothing here fails; the reader judges. */
const deployments = new Table({
  head: ["100 destinations, 20 numbers", "calls", "polls", "at most", "seconds"],
  style: { head: [], border: [] },
});
for (const { run, calls, polls, seconds, budget } of await measureDeployments())
  deployments.push([run, calls, polls, budget, seconds.toFixed(1)]);
process.stdout.write(`${deployments.toString()}\n`);

const { what, milliseconds, bareNode, limit } = await measureProviderStart();
const starts = new Table({
  head: ["start", "ms", "node -e 0", "ratio", "at most"],
  style: { head: [], border: [] },
});
starts.push([
  what,
  milliseconds.toFixed(0),
  bareNode.toFixed(0),
  (milliseconds / bareNode).toFixed(2),
  limit,
]);
process.stdout.write(`${starts.toString()}\n`);

const demos = new Table({ head: ["on this machine", "seconds", "at most"], style: { head: [], border: [] } });
for (const { run, seconds, limit: most } of await measureDemo()) demos.push([run, seconds.toFixed(1), most]);
process.stdout.write(`${demos.toString()}\n`);
