import type { Command } from "commander";
import type { Status } from "../../src/cli/status.ts";

/** Adds the commands that ask a Twilio account to the command line; `finish` takes a command's exit status. */
export function registerAccount(
  _program: Command,
  _finish: (result: Promise<Status>) => Promise<void>,
): void {}
