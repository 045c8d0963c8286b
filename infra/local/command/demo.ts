import Table from "cli-table3";
import { coloursFor } from "../../../src/cli/colours.ts";
import { type Status, status } from "../../../src/cli/status.ts";
import type { Colours } from "../../../src/format/colours.ts";
import { deployedDomain, ownNumbers } from "../account.ts";
import { type CallTrace, endedWell, placeCall } from "../call.ts";
import { type Cloud, connect } from "../cloud.ts";
import { changes, isChange, summary } from "../show/changes.ts";
import { endText } from "../show/trace.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";
import { run } from "./deploy.ts";

/** `handoffs local demo`: the whole chain on this machine, from the files to calls. */
export async function demo(dir: string | undefined): Promise<Status> {
  const colours = coloursFor("stdout");
  const workspace = openWorkspace(dir);
  if (!workspace) return status.problems;
  const { plan } = workspace;
  const print = (text: string) => process.stdout.write(text);
  print(
    `${colours.bold(plan.project)}: ${Object.keys(plan.destinations).length} destinations and ${Object.keys(plan.numbers).length} numbers, no problems.\n`,
  );
  const cloud = await connect(workspace);
  try {
    print(`A Twilio emulator answers at ${cloud.origin}.\n\n`);
    await ownNumbers(cloud, plan);
    const previewed = await run("preview", workspace, cloud);
    if (previewed.status === "failed") return status.problems;
    print(`Preview: ${summary(previewed.steps)}.\n${changes(previewed.steps, colours)}`);
    if (previewed.steps.some(isChange)) {
      const deployed = await run("up", workspace, cloud);
      if (deployed.status === "failed") return status.problems;
      print(`Deployed: ${deployed.steps.filter(isChange).length} resources changed.\n`);
    } else print("Nothing has changed since the last run, so nothing is deployed.\n");
    const calls = await callEverything(workspace, cloud);
    print(`\nOne call to each:\n${table(calls, colours)}\n`);
    const lost = calls.filter(({ trace }) => !endedWell(trace));
    if (lost.length > 0) print(colours.red(`${lost.length} calls reached nobody.\n`));
    print(next(colours));
    return lost.length === 0 ? status.clean : status.problems;
  } finally {
    await cloud.close();
  }
}

interface PlacedCall {
  readonly target: string;
  readonly name: string;
  readonly trace: CallTrace;
}

async function callEverything({ plan }: Workspace, cloud: Cloud): Promise<readonly PlacedCall[]> {
  const domain = await deployedDomain(cloud, plan);
  if (domain === undefined) throw new Error("The deployment succeeded, but no environment is live");
  const targets = [...Object.entries(plan.numbers), ...Object.entries(plan.destinations)];
  const calls: PlacedCall[] = [];
  for (const [target, { name }] of targets) {
    const trace = await placeCall(cloud, plan, domain, { target, outcomes: [], handoffs: [] });
    if ("problem" in trace) throw new Error(trace.problem);
    calls.push({ target, name, trace });
  }
  return calls;
}

function table(calls: readonly PlacedCall[], colours: Colours): string {
  const rows = new Table({
    head: ["Called", "Name", "Who was reached"],
    style: { head: [], border: [] },
    // Lines between rows would be longer than what they part.
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  });
  for (const { target, name, trace } of calls) {
    const end = shortened(endText(trace.end));
    rows.push([target, name, endedWell(trace) ? end : colours.red(end)]);
  }
  return rows.toString();
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function next(colours: Colours): string {
  return `
${colours.bold("Try next")}
  change the number in destinations/billing.yaml, and run npm start again: one change
  npx handoffs local call billing --outcomes no-answer      nobody picks up
  npx handoffs simulate sales --outcomes busy,no-answer     the same, without deploying
  npx handoffs validate                                     what a pull request is held against
`;
}
