/**
 * The embedded engine: runs a Pulumi program and its providers over Pulumi's own gRPC protocol, without the
 * pulumi CLI, for a stack on one's own machine. Its state file has the form of `pulumi stack export`.
 * What it does not do it refuses, naming the feature.
 *
 * A mistake of the user (a program that throws, a wrong passphrase, a resource that fails) gives an
 * {@link Outcome} of status `failed` with diagnostics; an exception is a fault of the engine.
 * gRPC and Pulumi's SDK are loaded only when one of the four functions is called.
 */
import type { EngineEvent, Outcome } from "./outcome.ts";

export type {
  Diagnostic,
  DiffKind,
  EngineEvent,
  Outcome,
  PropertyDiff,
  Shown,
  ShownState,
  Step,
  StepOp,
} from "./outcome.ts";

export interface EngineOptions {
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  readonly stack: string;
  /** Made by the first run, its folder too; `<stateFile>.lock` beside it is held during a run. */
  readonly stateFile: string;
  /** Encrypts secrets in the state, as `PULUMI_CONFIG_PASSPHRASE` does. */
  readonly passphrase: string;
  /** Config on top of Pulumi.<stack>.yaml: `{"twilio:endpoint": "…"}`; a key without a colon is the project's. */
  readonly config?: { readonly [key: string]: string };
  /** Environment of the program and the providers; default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onEvent?: (event: EngineEvent) => void;
  /** Stops the run as SIGINT does: running operations finish, nothing new starts, the state is saved. */
  readonly signal?: AbortSignal;
}

/** What `up` would do; changes nothing but asks the providers. */
export async function preview(options: EngineOptions): Promise<Outcome> {
  return (await import("./session.ts")).run("preview", options);
}

/** Brings the resources to what the program declares. */
export async function up(options: EngineOptions): Promise<Outcome> {
  return (await import("./session.ts")).run("up", options);
}

/** Brings the state to what the providers find; does not run the program. */
export async function refresh(options: EngineOptions): Promise<Outcome> {
  return (await import("./session.ts")).run("refresh", options);
}

/** Deletes every resource of the state; does not run the program. */
export async function destroy(options: EngineOptions): Promise<Outcome> {
  return (await import("./session.ts")).run("destroy", options);
}
