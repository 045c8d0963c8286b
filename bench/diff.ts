import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateCorpus } from "./corpus.ts";
import { inTurn, peakMemory, untilExit } from "./process.ts";

const handoffs = join(fileURLToPath(new URL("../..", import.meta.url)), "dist", "cli", "index.js");

/** Medians in milliseconds by what was run, and the most memory of a comparison, in megabytes. */
export interface Comparison {
  readonly destinations: number;
  readonly times: Readonly<Record<string, number>>;
  readonly memory: number;
}

const runs = 5;
const destinations = 1000;

/** A commit of a thousand destinations against a working copy in which half ring elsewhere and all hours have moved. */
export async function measureDiff(): Promise<Comparison> {
  const corpus = generateCorpus(destinations);
  const change = (index: number, edit: (text: string) => string) => {
    const file = join(corpus.root, "destinations", `desk-${index}.yaml`);
    writeFileSync(file, edit(readFileSync(file, "utf8")));
  };
  const office = (closes: string) => {
    for (let index = 0; index < 20; index++)
      writeFileSync(
        join(corpus.root, "schedules", `office-${index}.yaml`),
        `timeZone: Europe/London\nopen: {mon-fri: 09:00-17:${10 + index}, sat: 10:00-${closes}}\nholidays: GB-ENG\nexcept: {12-31: 09:00-12:00}\n`,
      );
  };
  try {
    mkdirSync(join(corpus.root, "schedules"));
    office("14:00");
    for (let index = 10; index < destinations; index += 3)
      change(index, (text) => `${text}hours: office-${index % 20}\nclosed: desk-${index % 10}\n`);
    for (const args of [
      ["init", "-q"],
      ["add", "-A"],
      ["-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", "Before"],
    ])
      execFileSync("git", args, { cwd: corpus.root });
    office("15:00");
    for (let index = 1; index < destinations; index += 2)
      change(index, (text) => text.replace(/"\+442079460(\d{3})"/, '"+442079461$1"'));
    const run = (...args: readonly string[]) => untilExit(process.execPath, args, corpus.root, 1);
    const measures = {
      "node -e 0": () => run("-e", "0"),
      "handoffs validate": () => run(handoffs, "validate"),
      "handoffs diff": () => run(handoffs, "diff"),
      "handoffs diff --env live": () => run(handoffs, "diff", "--env", "live"),
      "handoffs diff --format markdown": () => run(handoffs, "diff", "--format", "markdown"),
      "handoffs diff --format json": () => run(handoffs, "diff", "--format", "json"),
    };
    const medians = await inTurn(runs, Object.values(measures));
    const names = Object.keys(measures);
    return {
      destinations,
      times: Object.fromEntries(names.map((name, index) => [name, medians[index] ?? 0])),
      memory: peakMemory([handoffs, "diff", "--format", "json"], corpus.root),
    };
  } finally {
    corpus.remove();
  }
}
