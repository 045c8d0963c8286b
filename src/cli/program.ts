#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import type { Bundles, Finish } from "./bundles.ts";
import { commands } from "./commands.ts";
import { leave, print } from "./print.ts";
import { type Status, status, UsageError } from "./status.ts";

/** The commands of the account's bundle; `import twilio` is one of them. */
const accountCommands = ["verify", "preflight", "releases", "rollback", "import"];

const finish: Finish = async (result) => {
  process.exitCode = await result;
};

/** Runs one command and leaves its status in `process.exitCode`; where nothing else can be under way, ends the process. */
export async function main(argv: readonly string[], bundles: Bundles): Promise<void> {
  try {
    await run(argv, bundles);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** By name, as an error of the local commands is an instance of their own bundle's class. */
function report(error: unknown): Status {
  if (error instanceof CommanderError) return error.exitCode === 0 ? status.clean : status.usage;
  if (error instanceof Error && error.name === UsageError.name) {
    print(`handoffs: ${error.message}\n`, "stderr");
    return status.usage;
  }
  print(
    `handoffs: a fault of ours, please report it:\n${error instanceof Error ? error.stack : String(error)}\n`,
    "stderr",
  );
  return status.fault;
}

async function run(argv: readonly string[], bundles: Bundles): Promise<void> {
  const program = new Command("handoffs")
    .description("Call handoff destinations as code: check, simulate and deploy them.")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: (text) => print(text, "stderr") });

  const [, , name = "help"] = argv;
  const listsAll = name === "help" || argv.includes("--help") || argv.includes("-h");
  const known = !listsAll && Object.hasOwn(commands, name);
  for (const [command, register] of Object.entries(commands))
    if (!known || command === name) register(program, finish, bundles);
  if (listsAll || accountCommands.includes(name)) (await bundles.account()).registerAccount(program, finish);
  if (listsAll || name === "local") (await bundles.local()).registerLocal(program, finish);
  await program.parseAsync(argv as string[]);
  if (known) leave();
}
