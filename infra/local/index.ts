import { type Command, InvalidArgumentError, Option } from "commander";
import type { Status } from "../../src/cli/status.ts";
import type { Operation } from "./command/deploy.ts";

const operations: Readonly<Record<Operation, string>> = {
  up: "deploy the project to the emulator",
  preview: "show what `up` would change",
  refresh: "take into the state what was changed outside",
  destroy: "restore the numbers and remove everything",
};

/** Adds `handoffs local …` to the command line; `finish` takes a command's exit status. */
export function registerLocal(program: Command, finish: (result: Promise<Status>) => Promise<void>): void {
  const local = program
    .command("local")
    .description("the same on your own machine: a Twilio emulator, no account, no pulumi CLI");
  const command = (name: string, description: string) =>
    local
      .command(name)
      .description(description)
      .addOption(new Option("--dir <folder>", "the project root; otherwise found upwards by handoffs.yaml"));

  for (const [operation, description] of Object.entries(operations) as readonly [Operation, string][])
    command(operation, description).action(({ dir }) =>
      finish(import("./command/deploy.ts").then(({ deploy }) => deploy(operation, dir))),
    );

  command("call", "place a call at the emulator and follow it")
    .argument("<target>", "a destination or a number")
    .option("--at <time>", "when the call comes in, ISO 8601")
    .option("--outcomes <list>", "how the legs end, e.g. no-answer,busy")
    .option("--agent <list>", "where the agent hands the call each time it has it")
    .option("--from <number>", "the caller's number or SIP address; anonymous for a withheld number")
    .option("--json", "print JSON")
    .action((target, options) =>
      finish(import("./command/call.ts").then(({ call }) => call(target, options))),
    );

  command("serve", "run the emulator until interrupted")
    .addOption(new Option("--port <number>", "the port on 127.0.0.1").argParser(portOf).default(4010))
    .addOption(
      new Option("--agent <origin>", "your agent on this machine, such as http://127.0.0.1:3000").argParser(
        originOf,
      ),
    )
    .action((options) => finish(import("./command/serve.ts").then(({ serve }) => serve(options))));

  command("demo", "deploy the project to the emulator and call every destination").action(({ dir }) =>
    finish(import("./command/demo.ts").then(({ demo }) => demo(dir))),
  );
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" || !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    throw new InvalidArgumentError("expected http on this machine, such as http://127.0.0.1:3000.");
  return url.origin;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("expected a port number from 0 to 65535.");
  return port;
}
