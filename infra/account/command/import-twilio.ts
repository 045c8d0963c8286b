import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidCatalog } from "../../../src/catalog/catalog.ts";
import { print } from "../../../src/cli/print.ts";
import { openProject, validCatalog } from "../../../src/cli/project.ts";
import { type Status, status, UsageError } from "../../../src/cli/status.ts";
import { naming } from "../../../src/import/names.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { folders } from "../../../src/source/source.ts";
import { type ConnectionOptions, withAccount } from "../connection.ts";
import { findDeployment } from "../deployment.ts";
import { entriesOf, type Found, meaningOf } from "../import/entry.ts";
import { fileOf } from "../import/file.ts";
import { possibleOnError } from "../import/on-error.ts";

/** `handoffs import twilio`: a file for each number and SIP domain of the account that the project does not have. */
export function importTwilio(options: ConnectionOptions): Promise<Status> {
  return withAccount(options, async ({ root, project, catalog, deployable: { plan }, operation }) => {
    const all = await entriesOf(operation, plan);
    const missing = all.filter((entry) => place(catalog, entry) === undefined);
    const usable = missing.filter(({ unusable }) => unusable === undefined);
    for (const { name, unusable } of missing)
      if (unusable !== undefined) say(`${name} is left out: ${unusable}.`);
    for (const entry of all) sayWhere(catalog, plan, entry);
    if (usable.length === 0) {
      done(0);
      return status.clean;
    }
    const onError = possibleOnError(project.source, plan, plan.environment);
    if (onError === undefined)
      throw new UsageError(
        "Each number names a destination for the day on which the agent fails, and none of this project's can be it. Add one that rings a plain number, and import again.",
      );
    const domainName = (await findDeployment(operation, plan))?.environment?.domainName;
    const nameFor = naming("number");
    for (const id of [...catalog.destinations.keys(), ...catalog.numbers.keys()]) nameFor(id);
    mkdirSync(join(root, folders.number), { recursive: true });
    for (const entry of usable) {
      const { id, name } = nameFor(titleOf(entry));
      const { text, notes } = fileOf(entry, meaningOf(entry.webhook, plan, domainName), name, plan, onError);
      const file = `${folders.number}/${id}.yaml`;
      writeFileSync(join(root, file), text, { flag: "wx" });
      print(`${file}\n`);
      for (const note of notes) say(`${entry.name}: ${note}`);
    }
    done(usable.length);
    return validCatalog(openProject(root)) ? status.clean : status.problems;
  });
}

const say = (line: string): void => print(`${line}\n`, "stderr");

function done(files: number): void {
  const what = files === 0 ? "No file was" : files === 1 ? "1 file was" : `${files} files were`;
  say(`${what} written; nothing was changed at Twilio.`);
}

/** The file and environment that have a number or SIP domain already. */
function place(
  catalog: ValidCatalog,
  { key, name }: Found,
): { readonly file: string; readonly environment: string } | undefined {
  for (const { file, value } of catalog.numbers.values())
    for (const [environment, line] of Object.entries(value.environments))
      if (line[key] === name) return { file, environment };
  return undefined;
}

/** An entry that the project has elsewhere: one account's numbers belong to one environment. */
function sayWhere(catalog: ValidCatalog, { environment }: Plan, entry: Found): void {
  const there = place(catalog, entry);
  if (there !== undefined && there.environment !== environment)
    say(`${entry.name} is left out: ${there.file} has it in ${there.environment}.`);
}

/** What people call it, on one line; else its own name. */
function titleOf({ friendlyName, name }: Found): string {
  const title = friendlyName.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
  return title === "" ? name : [...title].slice(0, 60).join("").trim();
}
