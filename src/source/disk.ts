import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { type FileKind, folders, projectFile, type Source, type SourceFile } from "./source.ts";

/** The largest file that is read, in bytes: a hundred times a real one, and parsed in a second at the very worst. */
const sizeLimit = 100_000;

/** The nearest folder with a `handoffs.yaml`, from `from` upwards; undefined when there is none. */
export function findRoot(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (marksRoot(join(folder, projectFile))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** A link that leads nowhere marks it too: reading it then says so. */
function marksRoot(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

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
    const folder = folders[kind];
    const names = listFolder(join(root, folder));
    if ("problem" in names) diagnostics.push(atFile(folder, names.problem));
    else
      for (const name of names) {
        const file = `${folder}/${name}`;
        if (name.endsWith(".yaml")) take(kind, name.slice(0, -".yaml".length), file);
        else if (!name.startsWith("."))
          diagnostics.push(
            atFile(
              file,
              isFolder(join(root, file))
                ? `Not read: the files of ${folder}/ stand in no folder below it. Move them up.`
                : `Not read: files in ${folder}/ end in .yaml. Rename it, or move it elsewhere.`,
            ),
          );
      }
  }
  return { files, diagnostics };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What keeps a file from being read, as a sentence. */
export interface Unread {
  readonly problem: string;
}

function listFolder(path: string): readonly string[] | Unread {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === "ENOENT" ? [] : unread("folder", error);
  }
}

/** The text of a file, as long as it is no longer than a project's file may be; or why it cannot be read. */
export function readText(path: string): string | Unread {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { problem: "Expected a file here, found something else (a folder?)." };
    if (stat.size > sizeLimit)
      return { problem: `The file has ${stat.size} bytes; at most ${sizeLimit} are read.` };
    const text = utf8.decode(readFileSync(path));
    if (text.includes("\0"))
      return { problem: "The file holds a NUL byte: it is no text. Save it as UTF-8." };
    return text;
  } catch (error) {
    if (error instanceof TypeError) return { problem: "The file is not UTF-8 text. Save it as UTF-8." };
    if (!isSystemError(error)) throw error;
    return unread("file", error);
  }
}

function unread(what: string, { code = "" }: NodeJS.ErrnoException): Unread {
  return { problem: `The ${what} cannot be read: ${reasons[code] ?? code}.` };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is none (or its link leads nowhere)",
  EACCES: "permission denied",
  ELOOP: "its links run in a circle",
  ENOTDIR: "it is a file",
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
