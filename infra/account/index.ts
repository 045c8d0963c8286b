import type { Command } from "commander";
import type { FindDomain } from "../../src/cli/manifest.ts";
import type { Status } from "../../src/cli/status.ts";

/** Where an environment's bins are served from. */
export const deployedDomain: FindDomain = async (options) =>
  (await import("./domain.ts")).deployedDomain(options);

/** Adds the commands that ask a Twilio account to the command line; `finish` takes a command's exit status. */
export function registerAccount(
  _program: Command,
  _finish: (result: Promise<Status>) => Promise<void>,
): void {}
