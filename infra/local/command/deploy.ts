import { coloursFor } from "../../../src/cli/colours.ts";
import { type Status, status } from "../../../src/cli/status.ts";
import { ownNumbers } from "../account.ts";
import { type Cloud, connect } from "../cloud.ts";
import { destroy, type Outcome, preview, refresh, type Step, up } from "../engine/engine.ts";
import { changes, isChange, summary } from "../show/changes.ts";
import { diagnostics } from "../show/diagnostics.ts";
import { showProgress } from "../show/progress.ts";
import { engineOptions } from "../stack.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";

const operations = { preview, up, refresh, destroy } as const;

export type Operation = keyof typeof operations;

const verbs: Readonly<Record<Operation, string>> = {
  preview: "Previewing",
  up: "Deploying",
  refresh: "Refreshing",
  destroy: "Destroying",
};

/** `handoffs local up | preview | refresh | destroy`. */
export async function deploy(operation: Operation, dir: string | undefined): Promise<Status> {
  const workspace = openWorkspace(dir);
  if (!workspace) return status.problems;
  const cloud = await connect(workspace);
  try {
    if (operation !== "destroy") await ownNumbers(cloud, workspace.plan);
    const outcome = await run(operation, workspace, cloud);
    const colours = coloursFor("stdout");
    // A refresh reads everything at once, and hears of it in any order.
    const steps = operation === "refresh" ? outcome.steps.toSorted(byUrn) : outcome.steps;
    process.stdout.write(changes(steps, colours));
    process.stdout.write(`${ending(operation, outcome)}\n`);
    return outcome.status === "succeeded" ? status.clean : status.problems;
  } finally {
    await cloud.close();
  }
}

/** Runs the engine with a progress display; problems are on stderr. SIGINT ends it in order. */
export async function run(operation: Operation, workspace: Workspace, cloud: Cloud): Promise<Outcome> {
  const progress = showProgress(verbs[operation]);
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const outcome = await operations[operation](
      engineOptions(workspace, cloud, progress.onEvent, interrupt.signal),
    );
    progress.stop();
    process.stderr.write(diagnostics(outcome, coloursFor("stderr")));
    return outcome;
  } finally {
    progress.stop();
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

function byUrn(one: Step, other: Step): number {
  return one.urn < other.urn ? -1 : 1;
}

function ending(operation: Operation, outcome: Outcome): string {
  if (outcome.status === "failed")
    return "It did not succeed. What was done is kept; run it again when the cause is mended.";
  if (operation === "preview") return `Preview: ${summary(outcome.steps)}.`;
  const changed = outcome.steps.filter(isChange).length;
  if (changed === 0) return operation === "destroy" ? "There was nothing to destroy." : "Nothing changed.";
  return `${operation === "refresh" ? "Found" : "Done"}: ${changed} ${changed === 1 ? "resource" : "resources"} ${operation === "refresh" ? "changed outside" : "changed"}.`;
}
