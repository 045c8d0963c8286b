import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { ValidCatalog } from "../catalog/catalog.ts";
import { type Loaded, load } from "../catalog/load.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { human } from "../format/human.ts";
import { compile } from "../plan/compile.ts";
import { type Deployable, deployable } from "../plan/documents.ts";
import { environmentsOf } from "../plan/environment.ts";
import { findRoot, readDisk } from "../source/disk.ts";
import { projectFile, type Source, textOf } from "../source/source.ts";
import { coloursFor } from "./colours.ts";
import { print } from "./print.ts";
import { UsageError } from "./status.ts";

/** A project on disk, read and checked. */
export interface Project {
  readonly root: string;
  readonly source: Source;
  readonly loaded: Loaded;
}

/** The root of the project in `dir`, or of the one that the current folder is in. */
export function rootOf(dir: string | undefined): string {
  const from = dir ?? process.cwd();
  const root = findRoot(from);
  if (root === undefined || (dir !== undefined && relative(root, from) !== "")) {
    const other = projectFile.replace(".yaml", ".yml");
    if (existsSync(join(from, other)))
      throw new UsageError(
        `A project is marked by ${projectFile}, and there is ${other} in ${from}. Rename it.`,
      );
    throw new UsageError(
      `There is no ${projectFile} in ${from}${dir === undefined ? " or above it" : ""}. Run this in a project, name one with --dir, or write a new one with "handoffs init".`,
    );
  }
  return root;
}

/** Opens the project in `dir`, or the one that the current folder is in. */
export function openProject(dir: string | undefined): Project {
  const root = rootOf(dir);
  const source = readDisk(root);
  return { root, source, loaded: load(source, today()) };
}

/** The catalog of a project without errors; otherwise prints what is wrong and returns undefined. */
export function validCatalog({ source, loaded }: Project): ValidCatalog | undefined {
  if (loaded.catalog) return loaded.catalog;
  print(human(loaded.diagnostics, loaded.files, textOf(source), coloursFor("stderr")), "stderr");
  return undefined;
}

/** The plan of an environment that exists, with its documents. */
export function planFor(catalog: ValidCatalog, environment: string): Deployable {
  const known = environmentsOf(catalog.project.value);
  if (!known.includes(environment))
    throw new UsageError(
      `There is no environment "${environment}": handoffs.yaml has ${known.join(", ")}.${didYouMean(suggest(environment, known))}`,
    );
  return deployable(compile(catalog, environment, today()));
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
