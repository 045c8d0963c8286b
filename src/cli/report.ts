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
import { pageOf } from "./pages.ts";
import type { Project } from "./project.ts";

/** How problems are printed. */
export const formats = ["human", "json", "github", "sarif"] as const;

export type Format = (typeof formats)[number];

/** Problems of a project in one of the formats. */
export function report(
  { root, source, loaded: { files } }: Project,
  diagnostics: readonly Diagnostic[],
  format: Format,
  wanted: Wanted = {},
): string {
  switch (format) {
    case "human":
      return human(diagnostics, files, textOf(source), coloursFor("stdout"), wanted);
    case "json":
      return json(diagnostics, files, wanted);
    case "github":
      return github(diagnostics, files, folderOf(root), wanted);
    case "sarif":
      return sarif(diagnostics, folderOf(root), version, pageOf, wanted);
  }
}

/** The way from the repository, or the current folder, down to the project, as GitHub wants its files: "" or `path/`. */
function folderOf(root: string): string {
  const way = relative(process.env.GITHUB_WORKSPACE ?? process.cwd(), root).replaceAll("\\", "/");
  return way === "" || way.startsWith("..") ? "" : `${way}/`;
}
