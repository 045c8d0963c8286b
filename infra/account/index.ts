import { type Command, Option } from "commander";
import { amountOf } from "../../src/cli/amount.ts";
import { formats } from "../../src/cli/formats.ts";
import { listOf } from "../../src/cli/list.ts";
import type { FindDomain } from "../../src/cli/manifest.ts";
import type { Status } from "../../src/cli/status.ts";

const dir = () => new Option("--dir <folder>", "the project root; otherwise found upwards by handoffs.yaml");

/** Where an environment's bins are served from. */
export const deployedDomain: FindDomain = async (options) =>
  (await import("./domain.ts")).deployedDomain(options);

/** Adds the commands that ask a Twilio account to the command line; `finish` takes a command's exit status. */
export function registerAccount(program: Command, finish: (result: Promise<Status>) => Promise<void>): void {
  program
    .command("verify")
    .description("read what is deployed, and say whether each destination and number answers as planned")
    .addOption(dir())
    .option("--env <environment>", "the environment", "local")
    .option("--call <target>", "place a real call to a number, or hand one to a destination")
    .addOption(
      new Option("--wait <seconds>", "with --call: how long to watch it at most")
        .argParser(amountOf)
        .default(90),
    )
    .option("--json", "print JSON")
    .action((options) => finish(import("./command/verify.ts").then(({ verify }) => verify(options))));

  program
    .command("preflight")
    .description("check the account before a deployment; changes nothing")
    .addOption(dir())
    .option("--env <environment>", "the environment", "local")
    .addOption(new Option("--format <format>", "how to print").choices(formats).default("human"))
    .action((options) =>
      finish(import("./command/preflight.ts").then(({ preflight }) => preflight(options))),
    );

  program
    .command("releases")
    .description("list what was deployed, and what of it can be deployed again")
    .addOption(dir())
    .option("--env <environment>", "the environment", "local")
    .option("--json", "print JSON")
    .action((options) => finish(import("./command/releases.ts").then(({ releases }) => releases(options))));

  program
    .command("rollback")
    .description("deploy an earlier build again, within seconds")
    .argument("<build>", "its SID, ZB…")
    .addOption(dir())
    .requiredOption("--env <environment>", "the environment")
    .addOption(
      new Option("--without <ids>", "destinations that the agent no longer hands calls to")
        .argParser(listOf)
        .default([]),
    )
    .action((build, options) =>
      finish(import("./command/rollback.ts").then(({ rollback }) => rollback(build, options))),
    );

  (program.commands.find((command) => command.name() === "import") ?? program.command("import"))
    .command("twilio")
    .description("write numbers/*.yaml for what the account has, ready to adopt")
    .addOption(dir())
    .option("--env <environment>", "the environment", "local")
    .action((options) =>
      finish(import("./command/import-twilio.ts").then(({ importTwilio }) => importTwilio(options))),
    );
}
