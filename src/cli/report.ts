import { relative } from "node:path";
import { version } from "../../package.json";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { github } from "../format/github.ts";
import { human } from "../format/human.ts";
import { json } from "../format/json.ts";
import { sarif } from "../format/sarif.ts";
import type { Wanted } from "../format/shown.ts";
import { textOf } from "../source/source.ts";
import { coloursFor } from "./colours.ts";
import type { Format } from "./formats.ts";
import { pageOf } from "./pages.ts";
import type { Project } from "./project.ts";

/** What was looked at. */
export interface Looked {
  /** How many files. */
  readonly files: number;
  /** The text of a file, for code frames. */
  readonly text: (file: string) => string | undefined;
  /** What leads from the repository to the files: "" or `path/`. */
  readonly folder: string;
}

/** Problems of a project in one of the formats. */
export function report(
  { root, source, loaded: { files } }: Project,
  diagnostics: readonly Diagnostic[],
  format: Format,
  wanted: Wanted = {},
): string {
  return reportOn({ files, text: textOf(source), folder: folderOf(root) }, diagnostics, format, wanted);
}

/** Problems of any files in one of the formats. */
export function reportOn(
  { files, text, folder }: Looked,
  diagnostics: readonly Diagnostic[],
  format: Format,
  wanted: Wanted = {},
): string {
  switch (format) {
    case "human":
      return human(diagnostics, files, text, coloursFor("stdout"), wanted);
    case "json":
      return json(diagnostics, files, wanted);
    case "github":
      return github(diagnostics, files, folder, wanted);
    case "sarif":
      return sarif(diagnostics, folder, version, pageOf, wanted);
  }
}

/** The way from the repository, or the current folder, down to the project, as GitHub wants its files: "" or `path/`. */
function folderOf(root: string): string {
  const way = relative(process.env.GITHUB_WORKSPACE ?? process.cwd(), root).replaceAll("\\", "/");
  return way === "" || way.startsWith("..") ? "" : `${way}/`;
}
