import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { Colours } from "./colours.ts";
import { count } from "./json.ts";
import { shown, type Wanted } from "./shown.ts";

/** Diagnostics for a person at a terminal: those that are wanted, each with the line it is about, then a summary of all. */
export function human(
  all: readonly Diagnostic[],
  files: number,
  text: (file: string) => string | undefined,
  colours: Colours,
  wanted: Wanted = {},
): string {
  const { diagnostics, omitted } = shown(all, wanted);
  const lineOf = linesOf(text);
  const reports = diagnostics.map((diagnostic) => `${report(diagnostic, lineOf(diagnostic), colours)}\n`);
  const rest = omitted === 0 ? [] : [`${colours.dim(`… and ${omitted} more.`)}\n\n`];
  return [...reports, ...rest, `${summary(all, files, colours)}\n`].join("");
}

/** The line that a problem is about. Each file is split once, as it may have thousands of problems. */
function linesOf(text: (file: string) => string | undefined) {
  const files = new Map<string, readonly string[]>();
  return ({ file, line }: Diagnostic): string | undefined => {
    const lines = files.get(file) ?? text(file)?.split(/\r?\n/) ?? [];
    files.set(file, lines);
    return lines[line - 1];
  };
}

function report(diagnostic: Diagnostic, source: string | undefined, colours: Colours): string {
  const { file, line, column, severity, message, code, related } = diagnostic;
  const paint = severity === "error" ? colours.red : severity === "warning" ? colours.yellow : colours.cyan;
  const heading = `${colours.bold(`${file}:${line}:${column}`)} ${paint(severity)} ${message} ${colours.dim(`[${code}]`)}`;
  const others = related.map((place) => `  ${place.file}:${place.line}:${place.column} ${place.message}`);
  return [heading, ...frame(diagnostic, source, colours), ...others].map((part) => `${part}\n`).join("");
}

/** The line of the problem with its place underlined; long lines are cut around it. */
function frame(
  { line, column, endLine, endColumn }: Diagnostic,
  source: string | undefined,
  colours: Colours,
): readonly string[] {
  if (source === undefined || source.trim() === "") return [];
  const from = Math.max(0, column - 61);
  const shown = printable(source.slice(from, from + 100));
  const end = endLine === line ? endColumn : source.length + 1;
  const width = Math.max(1, Math.min(end - column, shown.length - (column - 1 - from)));
  const gutter = String(line);
  return [
    `  ${colours.dim(`${gutter} │`)} ${shown}`,
    `  ${colours.dim(`${" ".repeat(gutter.length)} │`)} ${" ".repeat(column - 1 - from)}${colours.red("^".repeat(width))}`,
  ];
}

/** A file may hold terminal escapes; they are shown, never sent. */
function printable(text: string): string {
  return [...text]
    .map((character) => (/\p{Cc}/u.test(character) ? (character === "\t" ? " " : "�") : character))
    .join("");
}

/** How much was found, as one line. */
export function summary(diagnostics: readonly Diagnostic[], files: number, colours: Colours): string {
  const { errors, warnings } = count(diagnostics);
  const read = `${files} ${files === 1 ? "file" : "files"}`;
  if (errors + warnings === 0) return colours.green(`${read}, no problems.`);
  const parts = [plural(errors, "error"), plural(warnings, "warning")].filter((part) => part !== undefined);
  return colours.bold(`${parts.join(" and ")} in ${read}.`);
}

function plural(amount: number, noun: string): string | undefined {
  return amount === 0 ? undefined : `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
