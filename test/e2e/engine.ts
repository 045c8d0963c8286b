import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { destroy, preview, refresh, up } from "../../infra/local/engine/engine.ts";
import type { Company } from "./company.ts";

/** What changed in a run: `update TwimlBin handoffs/billing`, with the paths that differ. */
export interface Change {
  readonly step: string;
  readonly paths: readonly string[];
}

export interface Run {
  readonly succeeded: boolean;
  readonly changes: readonly Change[];
  /** Everything that was said, for a failing test's reader. */
  readonly text: string;
}

/** One way to run the program and the provider. */
export interface Engine {
  readonly name: string;
  readonly preview: () => Promise<Run>;
  readonly up: () => Promise<Run>;
  readonly refresh: () => Promise<Run>;
  readonly destroy: () => Promise<Run>;
  /** The stack in `pulumi stack export` form. */
  readonly exported: () => Promise<string>;
  readonly imported: (stack: string) => Promise<void>;
}

const passphrase = "local";

const operations = { preview, up, refresh, destroy } as const;

/** The embedded engine, in this process. */
export function embeddedEngine({ root }: Company): Engine {
  const stateFile = join(root, "stack.json");
  const run = (operation: keyof typeof operations) => async (): Promise<Run> => {
    const outcome = await operations[operation]({
      root,
      stack: "local",
      stateFile,
      passphrase,
      env: quietEnvironment(),
    });
    const changes = outcome.steps
      .filter(({ op, type }) => op !== "same" && op !== "read" && type !== "pulumi:pulumi:Stack")
      .map(({ op, type, name, detailedDiff }) => ({
        step: `${op} ${type.split(":").at(-1)} ${name}`,
        paths: Object.keys(detailedDiff ?? {}),
      }));
    return {
      succeeded: outcome.status === "succeeded",
      changes: sorted(changes),
      text: JSON.stringify(outcome.diagnostics),
    };
  };
  return {
    name: "embedded engine",
    preview: run("preview"),
    up: run("up"),
    refresh: run("refresh"),
    destroy: run("destroy"),
    exported: async () => readFileSync(stateFile, "utf8"),
    imported: async (stack) => writeFileSync(stateFile, stack),
  };
}

/** Whether the pulumi CLI is on PATH. */
export const hasPulumi = (() => {
  try {
    execFileSync("pulumi", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

export interface PulumiEngine extends Engine {
  /** Any command on the stack. */
  readonly cli: (
    ...args: readonly string[]
  ) => Promise<{ readonly succeeded: boolean; readonly stdout: string; readonly text: string }>;
  /** `pulumi up`, to be ended from outside. */
  readonly spawnUp: () => ChildProcess;
  /** The file beside the checkpoint that holds its content type. */
  readonly sidecar: string;
  /** What a user does after a kill: takes the lock away and forgets what was under way. */
  readonly recover: () => Promise<void>;
}

/** The pulumi CLI on a file backend inside the company's folder. */
export function pulumiEngine({ root }: Company, more: NodeJS.ProcessEnv = {}): PulumiEngine {
  const backend = join(root, "backend");
  mkdirSync(backend);
  const sidecar = join(backend, ".pulumi", "stacks", "handoffs", "local.json.attrs");
  const env = {
    ...quietEnvironment(),
    ...offline,
    PULUMI_HOME: join(root, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    ...more,
  };
  const cli = async (...args: readonly string[]) => {
    try {
      const { stdout, stderr } = await promisify(execFile)(
        "pulumi",
        [...args, "--stack", "local", "--non-interactive"],
        { cwd: root, env, maxBuffer: 1 << 28 },
      );
      return { succeeded: true, stdout, text: stdout + stderr };
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      return { succeeded: false, stdout, text: stdout + stderr };
    }
  };
  let made = false;
  const operation =
    (...args: readonly string[]) =>
    async (): Promise<Run> => {
      if (!made) {
        await promisify(execFile)("pulumi", ["stack", "init", "local", "--non-interactive"], {
          cwd: root,
          env,
        });
        made = true;
      }
      const log = join(root, `events-${Date.now()}.json`);
      const { succeeded, text } = await cli(...args, "--event-log", log);
      return { succeeded, changes: sorted(changesIn(log, args[0] === "refresh")), text };
    };
  return {
    name: "pulumi CLI",
    cli,
    sidecar,
    preview: operation("preview"),
    up: operation("up", "--yes", "--skip-preview"),
    refresh: operation("refresh", "--yes", "--skip-preview"),
    destroy: operation("destroy", "--yes", "--skip-preview"),
    spawnUp: () =>
      spawn("pulumi", ["up", "--yes", "--skip-preview", "--stack", "local", "--non-interactive"], {
        cwd: root,
        env,
        stdio: "ignore",
      }),
    recover: async () => {
      // The CLI writes this sidecar in place, and reads no checkpoint beside half of one.
      if (!(await cli("stack", "export")).succeeded) rmSync(sidecar);
      for (const command of [
        ["cancel", "--yes"],
        ["refresh", "--yes", "--skip-preview", "--clear-pending-creates"],
      ]) {
        const { succeeded, text } = await cli(...command);
        if (!succeeded) throw new Error(text);
      }
    },
    exported: async () => (await cli("stack", "export")).stdout,
    imported: async (stack) => {
      if (!made)
        await promisify(execFile)("pulumi", ["stack", "init", "local", "--non-interactive"], {
          cwd: root,
          env,
        });
      made = true;
      const file = join(root, "import.json");
      writeFileSync(file, stack);
      const { succeeded, text } = await cli("stack", "import", "--file", file);
      if (!succeeded) throw new Error(text);
    },
  };
}

/** The event log is one of the commands for debugging. */
const offline = {
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  PULUMI_DEBUG_COMMANDS: "true",
};

/** Nothing of the developer's own Twilio or Pulumi reaches a test, and no commit of a CI run. */
function quietEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TWILIO|PULUMI|GITHUB)_/.test(name)),
  );
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
}

interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

/** A refresh decides what changed only once it has read, so its changes are in the output events. */
function changesIn(log: string, refreshed: boolean): readonly Change[] {
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent)
    .flatMap((event) => (refreshed ? event.resOutputsEvent : event.resourcePreEvent)?.metadata ?? [])
    .filter(({ op, type }) => !["same", "read", "refresh"].includes(op) && !type.startsWith("pulumi:"))
    .map(({ op, urn, type, detailedDiff }) => ({
      step: `${op} ${type.split(":").at(-1)} ${urn.split("::").at(-1)}`,
      paths: Object.keys(detailedDiff ?? {}),
    }));
}

function sorted(changes: readonly Change[]): readonly Change[] {
  return changes
    .map(({ step, paths }) => ({ step, paths: [...paths].sort() }))
    .sort((a, b) => (a.step < b.step ? -1 : 1));
}
