import type { Command } from "commander";
import type { FindDomain } from "./manifest.ts";
import type { Status } from "./status.ts";

/** Leaves the status of a command in `process.exitCode`. */
export type Finish = (result: Promise<Status>) => Promise<void>;

type Register = (program: Command, finish: Finish) => void;

/** Commands that speak to an emulator or an engine live outside the core, in a bundle of their own. */
export interface LocalModule {
  readonly registerLocal: Register;
}

/** So do those that ask a Twilio account. */
export interface AccountModule {
  readonly registerAccount: Register;
  readonly deployedDomain: FindDomain;
}

/** Loads a bundle, which a command of the core does without. */
export interface Bundles {
  readonly local: () => Promise<LocalModule>;
  readonly account: () => Promise<AccountModule>;
}
