/** One run from its lock to its outcome. Loaded when the first run begins, and gRPC with it. */
import { deferred } from "./deferred.ts";
import type { Deployment } from "./deployment.ts";
import type { EngineOptions } from "./engine.ts";
import { onInterruption } from "./interruption.ts";
import { open } from "./keys.ts";
import type { Outcome } from "./outcome.ts";
import { Problem, Stopped } from "./problem.ts";
import type { Child } from "./process/child.ts";
import { type RunLock, takeLock } from "./process/run-lock.ts";
import { engineServiceFor } from "./program/engine-service.ts";
import { startProgram } from "./program/launch.ts";
import { type Monitor, openMonitor } from "./program/monitor.ts";
import { type Config, type Project, readProject } from "./project.ts";
import { openRegistry } from "./provider/registry.ts";
import { startFor } from "./provider/start.ts";
import { openReport, type Report } from "./report.ts";
import { atomicFile } from "./state/atomic-file.ts";
import { announceInterrupted, dropDeleted, forgetCreations, recovered } from "./state/recovery.ts";
import { openSnapshot, type Snapshot } from "./state/snapshot.ts";
import { formatState } from "./state/state.ts";
import { deleteAll } from "./steps/deletion.ts";
import { refreshAll } from "./steps/refresh.ts";
import { finishUpdate, runProgram } from "./steps/update.ts";
import { shown } from "./wire/property.ts";
import { pulumiVersion } from "./wire/protocol.ts";
import { serve } from "./wire/server.ts";
import { stackType } from "./wire/urn.ts";
import { openWork } from "./work.ts";

export type RunKind = "preview" | "up" | "refresh" | "destroy";

export async function run(kind: RunKind, options: EngineOptions): Promise<Outcome> {
  const report = openReport(options.onEvent ?? (() => {}));
  let outputs: Outcome["outputs"] = {};
  try {
    const project = readProject(options.root, options.stack);
    const lock = await takeLock(options.stateFile);
    try {
      outputs = await runLocked(kind, options, project, lock, report);
    } finally {
      lock.release();
    }
  } catch (error) {
    report.problem(error);
  }
  return report.outcome(outputs);
}

async function runLocked(
  kind: RunKind,
  options: EngineOptions,
  project: Project,
  { adopt }: RunLock,
  report: Report,
): Promise<Outcome["outputs"]> {
  const { stack, env = process.env } = options;
  const dryRun = kind === "preview";
  const opened = open(options, project);
  const work = openWork();
  const fail = (error: unknown): void => {
    report.problem(error);
    work.stop();
  };
  const ready = deferred<{ readonly d: Deployment; readonly config: Config }>();
  const monitor = openMonitor(ready.promise, fail);
  const server = await serve([monitor, engineServiceFor(report)]);
  const surroundings = { project, config: opened.config, env, engineAddress: server.address, dryRun, adopt };
  const onLine = (source: "program" | "provider") => (text: string) => report.line(source, text);

  let snapshot: Snapshot | undefined;
  let program: Child | undefined;
  const providers = openRegistry({
    dryRun,
    start: (packageName) => startFor(packageName, { ...surroundings, onLine: onLine("provider") }),
    recorded: (urn) => snapshot?.all().find((state) => state.urn === urn),
  });
  const ignoreSignals = onInterruption(options.signal, (how) => {
    const told = `The run was interrupted (${how}): what was under way was finished, nothing else was begun.`;
    fail(new Problem(told));
    void providers.cancel();
  });
  try {
    const config = await opened.config;
    if (dryRun || kind === "up") {
      for (const packageName of project.providers.keys()) providers.warm(packageName);
      program = startProgram({ ...surroundings, stack, config, onLine: onLine("program") });
    }
    const { contents, secrets } = await opened.state;
    snapshot = openSnapshot(recovered(contents), (render) =>
      dryRun
        ? async () => {}
        : atomicFile(options.stateFile, () => formatState(render(), secrets, pulumiVersion)),
    );
    const d: Deployment = { project, stack, dryRun, snapshot, providers, report, work };
    announceInterrupted(d);
    await dropDeleted(d);
    ready.resolve({ d, config });
    await carryOut(kind, d, monitor, program);
  } catch (error) {
    fail(error);
  } finally {
    ready.reject(new Stopped());
    work.stop();
    await work.idle();
    await snapshot?.save().catch(fail);
    ignoreSignals();
    await Promise.all([program?.end("SIGKILL", 0), providers.close()]);
    server.close();
  }
  return shown(snapshot?.all().find(({ type }) => type === stackType)?.outputs ?? {});
}

async function carryOut(
  kind: RunKind,
  d: Deployment,
  monitor: Monitor,
  program: Child | undefined,
): Promise<void> {
  if (program !== undefined) {
    await runProgram(d, monitor, program);
    await finishUpdate(d, monitor);
  } else if (kind === "refresh") await refreshAll(d);
  else {
    await deleteAll(d, d.snapshot.all());
    if (!d.report.hasErrors()) forgetCreations(d);
  }
}
