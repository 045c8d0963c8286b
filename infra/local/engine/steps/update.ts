/** Preview and up: run the program, then delete what it no longer declares. */

import type { Deployment } from "../deployment.ts";
import type { Child } from "../process/child.ts";
import { alreadyReported } from "../program/launch.ts";
import type { Monitor } from "../program/monitor.ts";
import { forgetCreations } from "../state/recovery.ts";
import { equal } from "../wire/property.ts";
import { deleteAll } from "./deletion.ts";

/** How long a program that is told to end may take, in milliseconds. */
const programPatience = 2000;

export async function runProgram(d: Deployment, monitor: Monitor, program: Child): Promise<void> {
  const { stopping } = d.work;
  const stopped = new Promise<void>((resolve) => {
    if (stopping.aborted) resolve();
    else stopping.addEventListener("abort", () => resolve(), { once: true });
  });
  const ending = await Promise.race([program.ended, stopped]);
  if (ending === undefined) {
    await d.work.idle();
    await program.end("SIGINT", programPatience);
  } else if (ending.code !== 0) {
    d.work.stop();
    if (ending.code !== alreadyReported || !d.report.hasErrors()) {
      d.report.diagnose(
        "error",
        [`The program ${ending.how}.`, program.lastWords()].filter(Boolean).join("\n"),
      );
    }
  } else if (!monitor.isComplete()) {
    d.work.stop();
    d.report.diagnose(
      "error",
      "The program ended before it had registered its stack and outputs (does it call process.exit?). " +
        "Nothing was deleted.",
    );
  }
  await d.work.idle();
}

/** Deletes only after a program that ran to its end without an error: any other may have left out what it wants. */
export async function finishUpdate(d: Deployment, monitor: Monitor): Promise<void> {
  if (!d.work.stopping.aborted && !d.report.hasErrors()) {
    await deleteAll(d, d.snapshot.untouched());
  }
  recordOutputs(d, monitor);
  if (!d.report.hasErrors()) forgetCreations(d);
  await d.snapshot.save();
}

/** After a failure the absence of an output means nothing, so that the old ones stay. */
function recordOutputs(d: Deployment, monitor: Monitor): void {
  const registered = monitor.outputs();
  const stack = registered === undefined ? undefined : d.snapshot.settled(registered.urn);
  if (registered === undefined || stack === undefined) return;
  const outputs = d.report.hasErrors() ? { ...stack.outputs, ...registered.outputs } : registered.outputs;
  if (!equal(stack.outputs, outputs)) d.snapshot.amend(stack, { ...stack, outputs });
}
