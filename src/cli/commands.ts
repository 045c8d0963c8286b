import { type Command, Option } from "commander";
import { amountOf } from "./amount.ts";
import type { Bundles, Finish } from "./bundles.ts";
import { formats } from "./formats.ts";
import { hostOf, sipHostOf } from "./host.ts";

const dir = () => new Option("--dir <folder>", "the project root; otherwise found upwards by handoffs.yaml");

/** How a command prints problems. */
const withFormats = (command: Command): Command =>
  command
    .addOption(new Option("--format <format>", "how to print").choices(formats).default("human"))
    .option("--quiet", "errors only")
    .addOption(new Option("--max <number>", "at most so many, errors first").argParser(amountOf));

type Register = (program: Command, finish: Finish, bundles: Bundles) => void;

/** The commands of the core, each of which adds itself to the program: one that is not asked for need not. */
export const commands: Readonly<Record<string, Register>> = {
  validate(program, finish) {
    withFormats(
      program.command("validate").description("report every problem of the project").addOption(dir()),
    )
      .option("--fix", "first mend what is mechanical; everything else stays byte for byte")
      .option("--dry-run", "with --fix: show what it would change, and change nothing")
      .action((options) => finish(import("./validate.ts").then(({ validate }) => validate(options))));
  },

  init(program, finish) {
    program
      .command("init")
      .description("write a new project")
      .argument("[dir]", "its folder; otherwise the current one")
      .action((folder) => finish(import("./init.ts").then(({ init }) => init(folder))));
  },

  explain(program, finish) {
    program
      .command("explain")
      .description("say what a problem means and how to mend it")
      .argument("[code]", "the code in brackets after a problem; without it, a list of all")
      .action((code) => finish(import("./explain.ts").then(({ explain }) => explain(code))));
  },

  plan(program, finish) {
    program
      .command("plan")
      .description("show the compiled routing of an environment")
      .addOption(dir())
      .option("--env <environment>", "the environment", "local")
      .option("--json", "print JSON")
      .action((options) => finish(import("./plan.ts").then(({ plan }) => plan(options))));
  },

  simulate(program, finish) {
    program
      .command("simulate")
      .description("show the route of one call, or with --all look at every call of the coming year")
      .argument("[target]", "a destination or a number")
      .addOption(dir())
      .option("--env <environment>", "the environment", "local")
      .option("--at <time>", "when the call comes in, ISO 8601")
      .option("--outcomes <list>", "how the legs end, e.g. no-answer,busy")
      .option("--agent <list>", "where the agent hands the call each time it has it, e.g. billing,sales")
      .option("--from <number>", "the caller's number or SIP address; anonymous for a withheld number")
      .option("--all", "every destination and number, at every time that differs, with every outcome")
      .option("--json", "print JSON")
      .action((target, options) =>
        finish(import("./simulate.ts").then(({ simulate }) => simulate(target, options))),
      );
  },

  graph(program, finish) {
    program
      .command("graph")
      .description("draw every way that a call can take")
      .addOption(dir())
      .option("--env <environment>", "the environment", "local")
      .addOption(
        new Option("--format <format>", "what to write")
          .choices(["mermaid", "dot", "svg"])
          .default("mermaid"),
      )
      .option("--focus <id>", "only what leads to this destination or number, and where its calls go")
      .option("--show-numbers", "telephone numbers in full")
      .action((options) => finish(import("./graph.ts").then(({ graph }) => graph(options))));
  },

  manifest(program, finish, { account }) {
    program
      .command("manifest")
      .description("write what an agent needs to know of the destinations")
      .addOption(dir())
      .option("--env <environment>", "the environment", "local")
      .addOption(
        new Option("--format <format>", "for whom")
          .choices(["json", "openai", "anthropic", "vapi", "elevenlabs", "typescript", "adk"])
          .default("json"),
      )
      .addOption(
        new Option("--domain <host>", "what serves the URLs; otherwise the account is asked").argParser(
          hostOf,
        ),
      )
      .addOption(
        new Option("--sip-host <host>", "with adk: the SIP side that PolyAI's calls come from").argParser(
          sipHostOf,
        ),
      )
      .action((options) =>
        finish(
          import("./manifest.ts").then(({ manifest }) =>
            manifest(options, async (of) => (await account()).deployedDomain(of)),
          ),
        ),
      );
  },

  references(program, finish) {
    withFormats(
      program
        .command("references")
        .description("say whether the destinations that an agent's files name exist")
        .argument("<path...>", "files and folders of the agent")
        .addOption(dir())
        .option(
          "--env <environment>",
          "with it, what counts as used is what leads there in this environment",
        ),
    ).action((paths, options) =>
      finish(import("./references.ts").then(({ references }) => references(paths, options))),
    );
  },

  import(program, finish) {
    const importing = program
      .command("import")
      .description("take destinations over from elsewhere, into this project or a new one");
    const imports = [
      ["adk", "PolyAI's config/handoffs.yaml"],
      ["vapi", "the JSON of a Vapi assistant or transferCall tool"],
      ["csv", "a spreadsheet with name, number and description"],
    ] as const;
    for (const [from, description] of imports) {
      const command = importing
        .command(from)
        .description(description)
        .argument("<file>")
        .addOption(dir())
        .option("--out <folder>", "a project or a folder for a new one; otherwise the current one");
      if (from === "adk")
        command.addOption(
          new Option(
            "--sip-host <host>",
            "the SIP side that calls come from, which PolyAI's file does not name",
          ).argParser(sipHostOf),
        );
      if (from === "csv") command.option("--country <code>", "of numbers without a country code, such as GB");
      command.action((file, options) =>
        finish(import("./import.ts").then(({ importFile }) => importFile(from, file, options))),
      );
    }
  },

  diff(program, finish) {
    program
      .command("diff")
      .description("show what changes for callers between a Git revision, or a folder, and the working copy")
      .argument("[ref]", "a revision, REF... for where the branch left REF, or a folder", "HEAD")
      .addOption(dir())
      .option("--to <ref>", "compare with this revision or folder instead of the working copy")
      .option("--env <environment>", "the environment; otherwise the one that callers meet")
      .addOption(
        new Option("--format <format>", "how to print").choices(["text", "markdown", "json"]).default("text"),
      )
      .option("--check", "fail when the policy of handoffs.yaml allows less")
      .option("--show-numbers", "print telephone numbers in full")
      .option("--at <time>", "what changes from this time on, ISO 8601; otherwise from now on")
      .action((ref, options) => finish(import("./diff.ts").then(({ diff }) => diff(ref, options))));
  },
};
