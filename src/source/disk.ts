import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { projectFile, type Source } from "./source.ts";
import { decoded, sourceIn, tooLarge, type Unread } from "./tree.ts";

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

/** Every file of the project at `root`. */
export function readDisk(root: string): Source {
  return sourceIn({
    list: (folder) => listFolder(join(root, folder)),
    isFolder: (path) => statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true,
    read: (file) => readBytes(join(root, file)),
  });
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
  const bytes = readBytes(path);
  return "problem" in bytes ? bytes : decoded(bytes);
}

function readBytes(path: string): Uint8Array | Unread {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { problem: "Expected a file here, found something else (a folder?)." };
    return tooLarge(stat.size) ?? readFileSync(path);
  } catch (error) {
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
