import { basename, join, relative, resolve } from "node:path";
import { isSupportedCountry } from "libphonenumber-js/max";
import { version } from "../../package.json";
import { byPosition, type Diagnostic } from "../diagnostic/diagnostic.ts";
import { human } from "../format/human.ts";
import { importAdk } from "../import/adk.ts";
import { importCsv } from "../import/csv.ts";
import { destinationFiles } from "../import/file.ts";
import type { Imported, ImportInto } from "../import/imported.ts";
import { projectAround } from "../import/project.ts";
import { importVapi } from "../import/vapi.ts";
import { projectName } from "../init/name.ts";
import { findRoot, readText } from "../source/disk.ts";
import { textOf } from "../source/source.ts";
import { coloursFor } from "./colours.ts";
import { print } from "./print.ts";
import { openProject } from "./project.ts";
import { type Status, status, UsageError } from "./status.ts";
import { writeAll } from "./write.ts";

export interface ImportOptions {
  readonly dir?: string;
  readonly out?: string;
  readonly sipHost?: string;
  readonly country?: string;
}

/** `handoffs import adk|vapi|csv FILE`: destinations of another format, into this project or a new one. */
export function importFile(from: "adk" | "vapi" | "csv", path: string, options: ImportOptions): Status {
  const text = readText(path);
  if (typeof text !== "string") throw new UsageError(`${path}: ${text.problem}`);
  const file = relative(process.cwd(), resolve(path)).replaceAll("\\", "/");
  const root = resolve(options.out ?? projectIn(options.dir) ?? ".");
  const isNew = findRoot(root) !== root;
  const { destinations, diagnostics } = read(from, { file, text }, options, {
    default: isNew ? undefined : defaultOf(root),
  });
  report([...diagnostics].sort(byPosition), (name) => (name === file ? text : undefined), 1);
  if (diagnostics.some(({ severity }) => severity === "error")) return refuse("Nothing was written.");
  const files = isNew
    ? projectAround(destinations, projectName(basename(root)), version)
    : destinationFiles(destinations);
  const written = writeAll(root, files);
  if ("problem" in written) return refuse(written.problem);
  const shown = options.out ?? options.dir ?? relative(process.cwd(), root);
  print(written.files.map((name) => `${join(shown, name)}\n`).join(""));
  return check(root, written.files);
}

/** The root of the project that is there already. */
function projectIn(dir: string | undefined): string | undefined {
  return dir === undefined ? findRoot(process.cwd()) : openProject(dir).root;
}

function read(
  from: "adk" | "vapi" | "csv",
  source: { readonly file: string; readonly text: string },
  { sipHost, country }: ImportOptions,
  into: ImportInto,
): Imported {
  switch (from) {
    case "adk":
      return importAdk(source, into, sipHost);
    case "vapi":
      return importVapi(source, into);
    case "csv":
      return importCsv(source, into, country === undefined ? undefined : countryOf(country));
  }
}

/** An ISO 3166 code, however it is written. */
function countryOf(text: string): string {
  const code = text.toUpperCase() === "UK" ? "GB" : text.toUpperCase();
  if (!isSupportedCountry(code))
    throw new UsageError(`--country ${JSON.stringify(text)} is no country code: expected one such as GB.`);
  return code;
}

function defaultOf(root: string): string | undefined {
  const destinations = openProject(root).loaded.catalog?.destinations ?? [];
  return [...destinations].find(([, { value }]) => value.default === true)?.[0];
}

/** What `validate` says of the project as it is now: of what was written, or of all when there are errors. */
function check(root: string, written: readonly string[]): Status {
  const { source, loaded } = openProject(root);
  const { diagnostics, files } = loaded;
  const isWrong = diagnostics.some(({ severity }) => severity === "error");
  const left = isWrong ? diagnostics : diagnostics.filter(({ file }) => written.includes(file));
  if (left.length > 0) {
    print("\nWhat is left to mend, as `handoffs validate` has it:\n\n", "stderr");
    report(left, textOf(source), files);
  }
  return isWrong ? status.problems : status.clean;
}

function report(
  diagnostics: readonly Diagnostic[],
  text: (file: string) => string | undefined,
  files: number,
): void {
  if (diagnostics.length > 0) print(human(diagnostics, files, text, coloursFor("stderr")), "stderr");
}

function refuse(why: string): Status {
  print(`${why}\n`, "stderr");
  return status.problems;
}
