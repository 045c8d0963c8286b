/** One run from its lock to its outcome. Loaded when the first run begins, and gRPC with it. */
import { existsSync, readFileSync } from "node:fs";
import { atomicFile } from "./atomic-file.ts";
import type { Child } from "./child-process.ts";
import { deleteAll } from "./deletion.ts";
import type { Deployment } from "./deployment.ts";
import type { EngineOptions } from "./engine.ts";
import { engineServiceFor } from "./engine-service.ts";
import { onInterruption } from "./interruption.ts";
import { openMonitor } from "./monitor.ts";
import type { Outcome } from "./outcome.ts";
import { Problem, Stopped } from "./problem.ts";
import { startProgram } from "./program.ts";
import { type Config, hasSecretConfig, type Project, readConfig, readProject } from "./project.ts";
import { shown } from "./property.ts";
import { pulumiVersion } from "./protocol.ts";
import { openProvider } from "./provider.ts";
import { startProvider } from "./provider-process.ts";
import { openRegistry } from "./provider-registry.ts";
import { announceInterrupted, dropDeleted, forgetCreations, recovered } from "./recovery.ts";
import { refreshAll } from "./refresh.ts";
import { openReport, type Report } from "./report.ts";
import { type RunLock, takeLock } from "./run-lock.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { serve } from "./server.ts";
import { openSnapshot, type Snapshot } from "./snapshot.ts";
import { formatState, parseState, type SealedState } from "./state.ts";
import { finishUpdate, runProgram } from "./update.ts";
import { stackType } from "./urn.ts";
import { openWork } from "./work.ts";

export type RunKind = "preview" | "up" | "refresh" | "destroy";

export async function run(kind: RunKind, options: EngineOptions): Promise<Outcome> {
  const report = openReport(options.onEvent ?? (() => {}));
  let outputs: Outcome["outputs"] = {};
  try {
    const project = readProject(options.root, options.stack);
    const lock = await takeLock(options.stateFile);
    try {
      outputs = await locked(kind, options, project, lock, report);
    } finally {
      lock.release();
    }
  } catch (error) {
    report.problem(error);
  }
  return report.outcome(outputs);
}

async function locked(
  kind: RunKind,
  options: EngineOptions,
  project: Project,
  lock: RunLock,
  report: Report,
): Promise<Outcome["outputs"]> {
  const dryRun = kind === "preview";
  const usesProgram = dryRun || kind === "up";
  const env = options.env ?? process.env;
  const { adopt } = lock;
  const work = openWork();
  const keys = openKeys(options, project);

  let fault: unknown;
  const fail = (error: unknown): void => {
    work.stop();
    try {
      report.problem(error);
    } catch (unexpected) {
      fault ??= unexpected;
    }
  };
  const opening = deferred<{ readonly d: Deployment; readonly config: Config }>();
  const monitor = openMonitor(opening.promise, fail);
  const server = await serve([monitor, engineServiceFor(report)]);
  let snapshot: Snapshot | undefined;
  const providers = openRegistry({
    dryRun,
    recorded: (urn) => snapshot?.all().find((state) => state.urn === urn),
    start: (packageName) => launchProvider(packageName),
  });
  let program: Child | undefined;
  const release = onInterruption(options.signal, (how) => {
    fail(
      new Problem(
        `The run was interrupted (${how}): what was under way was finished, nothing else was begun.`,
      ),
    );
    void providers.cancel();
  });

  async function launchProvider(packageName: string) {
    const folder = project.providers.get(packageName);
    if (folder === undefined) {
      throw new Problem(
        `No provider is known for the package "${packageName}": name its folder in Pulumi.yaml under ` +
          "plugins.providers, as the embedded engine looks nowhere else.",
      );
    }
    const engineAddress = server.address;
    // As the CLI does: a provider gets its stack config also where no program runs, so none of it need be in the state.
    const text = Object.fromEntries([...(await keys.config)].map(([key, value]) => [key, value.text]));
    const started = await startProvider({
      ...{ packageName, folder, engineAddress, adopt, directory: project.directory },
      env: { ...env, PULUMI_CONFIG: JSON.stringify(text) },
      onLine: (text) => report.line("provider", text),
    });
    return openProvider(started, { folder, engineAddress, dryRun });
  }

  try {
    const config = await keys.config;
    if (usesProgram) {
      for (const packageName of project.providers.keys()) providers.warm(packageName);
      const onLine = (text: string) => report.line("program", text);
      const { address: engineAddress } = server;
      program = startProgram({
        project,
        stack: options.stack,
        config,
        dryRun,
        engineAddress,
        env,
        onLine,
        adopt,
      });
    }
    const { contents, secrets } = await keys.state;
    snapshot = openSnapshot(recovered(contents), (render) =>
      atomicFile(options.stateFile, () => formatState(render(), secrets, pulumiVersion)),
    );
    const d: Deployment = { project, stack: options.stack, dryRun, snapshot, providers, report, work };
    announceInterrupted(d);
    await dropDeleted(d);
    opening.resolve({ d, config });
    if (program !== undefined) {
      await runProgram(d, monitor, program);
      if (fault === undefined) await finishUpdate(d, monitor);
    } else if (kind === "refresh") await refreshAll(d);
    else await destroyAll(d);
    if (!dryRun) await snapshot.save();
  } catch (error) {
    if (!(error instanceof Stopped)) fail(error);
  } finally {
    opening.reject(new Stopped());
    work.stop();
    await work.idle();
    release();
    await Promise.all([program?.end("SIGKILL", 0), providers.close()]);
    server.close();
  }
  if (fault !== undefined) throw fault;
  const stack = snapshot?.all().find(({ type }) => type === stackType);
  return shown(stack?.outputs ?? {});
}

async function destroyAll(d: Deployment): Promise<void> {
  await deleteAll(d, d.snapshot.all());
  if (!d.report.hasErrors()) forgetCreations(d);
}

/** Derives the keys while processes start; config without secrets does not wait for them. */
function openKeys(options: EngineOptions, project: Project) {
  const sealed: SealedState | undefined = existsSync(options.stateFile)
    ? parseState(readFileSync(options.stateFile, "utf8"), options.stateFile)
    : undefined;
  const { salt } = project.stack;
  const stateSalt = sealed?.salt ?? salt;
  const stateKey = openSecrets(options.passphrase, stateSalt);
  const configKey = (): Promise<Secrets> => {
    if (salt === undefined) {
      throw new Problem(`Pulumi.${options.stack}.yaml holds secrets but no \`encryptionsalt\`.`);
    }
    return salt === stateSalt ? stateKey : openSecrets(options.passphrase, salt);
  };
  const config = (async () => {
    const secrets = hasSecretConfig(project) ? await configKey() : undefined;
    return readConfig(project, options.config ?? {}, secrets);
  })();
  const state = (async () => {
    const secrets = await stateKey;
    return { secrets, contents: sealed?.open(secrets) ?? { resources: [], pending: [] } };
  })();
  // Each is awaited later; until then a failure is nobody's.
  for (const promise of [stateKey, config, state]) promise.catch(() => {});
  return { config, state };
}

/** Its rejection is nobody's fault until somebody waits for it. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}
