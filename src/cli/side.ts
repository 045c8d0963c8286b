import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { ValidCatalog } from "../catalog/catalog.ts";
import { load } from "../catalog/load.ts";
import { human } from "../format/human.ts";
import { readDisk } from "../source/disk.ts";
import { projectFile, type Source, textOf } from "../source/source.ts";
import { coloursFor } from "./colours.ts";
import { missingHistory, readRevision, revisionIn } from "./git.ts";
import { print } from "./print.ts";
import { UsageError } from "./status.ts";

/** One of the two projects that are compared. */
export interface Side {
  /** In words, such as `HEAD (3f2a1c9)`. */
  readonly label: string;
  /** Undefined where there is no project at all. */
  readonly source: Source | undefined;
}

/** The project in the working copy. */
export function workingCopy(root: string): Side {
  return { label: "working copy", source: readDisk(root) };
}

/**
 * The project in a folder, or in a Git revision of the project at `root`. What is written as a path is a folder; what
 * could be both is a UsageError. The working copy is left alone.
 */
export function sideOf(name: string, root: () => string): Side {
  const isProject = name !== "" && existsSync(join(name, projectFile));
  if (isAbsolute(name) || /^\.{0,2}[\\/]|^\.{1,2}$/.test(name)) {
    if (isProject) return folder(name);
    throw new UsageError(`There is no ${projectFile} in the folder ${name}.`);
  }
  if (isProject && !existsSync(join(root(), ".git"))) return folder(name);
  const revision = revisionIn(root(), name);
  if (isProject && revision)
    throw new UsageError(
      `"${name}" is a folder and a Git revision. Write ./${name} for the folder, or refs/heads/${name} for the branch.`,
    );
  if (isProject) return folder(name);
  if (!revision)
    throw new UsageError(
      `"${name}" is neither a Git revision nor a folder with ${projectFile}.${missingHistory(root())}`,
    );
  const short = revision.commit.slice(0, 7);
  const label = revision.commit.startsWith(name) ? short : `${name} (${short})`;
  return { label, source: readRevision(root(), revision) };
}

function folder(name: string): Side {
  return { label: name, source: readDisk(resolve(name)) };
}

/** Its catalog, or `none` where there is no project; prints what is wrong and returns undefined when it has errors. */
export function catalogOf({ label, source }: Side, today: string): ValidCatalog | "none" | undefined {
  if (!source) return "none";
  const { readable, diagnostics, files } = load(source, today);
  if (readable) return readable;
  const problems = human(diagnostics, files, textOf(source), coloursFor("stderr"), { quiet: true });
  print(`The project has problems in ${label}, so nothing can be compared:\n\n${problems}`, "stderr");
  return undefined;
}
