import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { type FileKind, folders, projectFile, type Source, type SourceFile } from "./source.ts";

/** The largest file that is read, in bytes: far above any real destination. */
const sizeLimit = 1_000_000;

/** The nearest folder with a `handoffs.yaml`, from `from` upwards; undefined when there is none. */
export function findRoot(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (statSync(join(folder, projectFile), { throwIfNoEntry: false })?.isFile()) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Every file of the project at `root`, in the order of their names; what cannot be read is a Diagnostic. */
export function readDisk(root: string): Source {
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const take = (kind: FileKind, id: string, file: string) => {
    const text = readText(join(root, file));
    if (typeof text === "string") files.push({ kind, id, file, text });
    else diagnostics.push(atFile(file, text.problem));
  };
  take("project", "handoffs", projectFile);
  for (const kind of ["destination", "number", "schedule"] as const) {
    for (const name of listFolder(root, folders[kind])) {
      const file = `${folders[kind]}/${name}`;
      if (name.endsWith(".yaml")) take(kind, name.slice(0, -".yaml".length), file);
      else if (!name.startsWith("."))
        diagnostics.push(
          atFile(file, `Not read: files in ${folders[kind]}/ end in .yaml. Rename it, or move it elsewhere.`),
        );
    }
  }
  return { files, diagnostics };
}

function listFolder(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder)).sort();
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return [];
    throw error;
  }
}

function readText(path: string): string | { readonly problem: string } {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { problem: "Expected a file here, found something else (a folder?)." };
    if (stat.size > sizeLimit)
      return { problem: `The file has ${stat.size} bytes; at most ${sizeLimit} are read.` };
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) return { problem: "The file is not UTF-8 text. Save it as UTF-8." };
    if (!isSystemError(error)) throw error;
    return { problem: `The file cannot be read: ${reasons[error.code ?? ""] ?? error.code}.` };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is none (or its link leads nowhere)",
  EACCES: "permission denied",
  ELOOP: "its links run in a circle",
};

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

function atFile(file: string, message: string): Diagnostic {
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    code: "file-unreadable",
    severity: "error",
    message,
    file,
    ...start,
    path: [],
    suggestions: [],
    related: [],
  };
}
