import { instant, zoneFor } from "../../../src/cli/instant.ts";
import { listOf } from "../../../src/cli/list.ts";
import { outcomeName } from "../../../src/cli/simulate.ts";
import { type Status, status, UsageError } from "../../../src/cli/status.ts";
import { deployedDomain } from "../account.ts";
import { endedWell, placeCall } from "../call.ts";
import { connect } from "../cloud.ts";
import { trace } from "../show/trace.ts";
import { openWorkspace } from "../workspace.ts";

export interface CallCommandOptions {
  readonly dir?: string;
  readonly outcomes?: string;
  readonly agent?: string;
  readonly at?: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** `handoffs local call TARGET`: the TwiML that is deployed, fetched and followed. */
export async function call(target: string, options: CallCommandOptions): Promise<Status> {
  const workspace = openWorkspace(options.dir);
  if (!workspace) return status.problems;
  const cloud = await connect(workspace);
  try {
    const domain = await deployedDomain(cloud, workspace.plan);
    if (domain === undefined)
      throw new UsageError("Nothing is deployed on this machine yet. Run `handoffs local up` first.");
    const placed = await placeCall(cloud, workspace.plan, domain, {
      target,
      outcomes: listOf(options.outcomes).map((word) => (word === "hangup" ? word : outcomeName(word))),
      handoffs: listOf(options.agent),
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.at === undefined ? {} : { at: instant(options.at, zoneFor(workspace.plan, target)) }),
    });
    if ("problem" in placed) throw new UsageError(placed.problem);
    process.stdout.write(
      options.json ? `${JSON.stringify({ version: 1, target, ...placed }, undefined, 2)}\n` : trace(placed),
    );
    return endedWell(placed) || placed.end.kind === "caller-hangup" ? status.clean : status.problems;
  } finally {
    await cloud.close();
  }
}
