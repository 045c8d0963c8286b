import { count } from "../format/json.ts";
import type { Wanted } from "../format/shown.ts";
import type { Format } from "./formats.ts";
import { print } from "./print.ts";
import { openProject, type Project } from "./project.ts";
import { report } from "./report.ts";
import { type Status, status, UsageError } from "./status.ts";

export interface ValidateOptions extends Wanted {
  readonly dir?: string;
  readonly format: Format;
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
  print(report(project, project.loaded.diagnostics, format, wanted));
  return statusOf(project);
}

function statusOf({ loaded }: Project): Status {
  return count(loaded.diagnostics).errors > 0 ? status.problems : status.clean;
}
