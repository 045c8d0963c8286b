import { relative } from "node:path";
import { version } from "../../package.json";
import { github } from "../format/github.ts";
import { human } from "../format/human.ts";
import { count, json } from "../format/json.ts";
import { sarif } from "../format/sarif.ts";
import type { Wanted } from "../format/shown.ts";
import { textOf } from "../source/source.ts";
import { coloursFor } from "./colours.ts";
import { pageOf } from "./pages.ts";
import { print } from "./print.ts";
import { openProject, type Project } from "./project.ts";
import { type Status, status, UsageError } from "./status.ts";

export interface ValidateOptions extends Wanted {
  readonly dir?: string;
  readonly format: "human" | "json" | "github" | "sarif";
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** `handoffs validate`: every problem of the project in one run. */
export async function validate({ dir, format, fix, dryRun, ...wanted }: ValidateOptions): Promise<Status> {
  if (dryRun && !fix) throw new UsageError("--dry-run belongs to --fix.");
  const found = openProject(dir);
  if (fix) {
    const { fixFiles, showFixes } = await import("./fix.ts");
    if (dryRun) {
      showFixes(found);
      return statusOf(found);
    }
    fixFiles(found);
  }
  const project = fix ? openProject(dir) : found;
  print(report(project, format, wanted));
  return statusOf(project);
}

function statusOf({ loaded }: Project): Status {
  return count(loaded.diagnostics).errors > 0 ? status.problems : status.clean;
}

function report(
  { root, source, loaded }: Project,
  format: ValidateOptions["format"],
  wanted: Wanted,
): string {
  const { diagnostics, files } = loaded;
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
