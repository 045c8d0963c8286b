import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { plain } from "./colours.ts";
import { summary } from "./human.ts";
import { bySeverity, shown, type Wanted } from "./shown.ts";

/**
 * Workflow commands that GitHub shows beside the lines of a pull request. It takes ten errors and ten warnings of a
 * step, so errors come first. `folder` leads from the repository to the project: "" or `path/`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function github(
  all: readonly Diagnostic[],
  files: number,
  folder: string,
  wanted: Wanted = {},
): string {
  const { diagnostics, omitted } = shown(all, wanted);
  const commands = bySeverity(diagnostics).map((diagnostic) => `${command(diagnostic, folder)}\n`);
  const rest = omitted === 0 ? [] : [`… and ${omitted} more.\n`];
  return [...commands, ...rest, `${summary(all, files, plain)}\n`].join("");
}

const names = { error: "error", warning: "warning", info: "notice" } as const;

function command(diagnostic: Diagnostic, folder: string): string {
  const { severity, code, file, line, column, endLine, endColumn, message, related } = diagnostic;
  const places = related.map((place) => `${place.file}:${place.line}:${place.column} ${place.message}`);
  const properties = [
    `file=${property(folder + file)}`,
    `line=${line}`,
    // GitHub shows an annotation below its last line, which of a long block may be far from what is wrong.
    `endLine=${line}`,
    `col=${column}`,
    ...(endLine === line ? [`endColumn=${endColumn}`] : []),
    `title=${property(code)}`,
  ];
  return `::${names[severity]} ${properties.join(",")}::${data([message, ...places].join("\n"))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
