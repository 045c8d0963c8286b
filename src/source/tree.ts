import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { type FileKind, folders, projectFile, type Source, type SourceFile } from "./source.ts";

/** Files below a project root, wherever they are. */
export interface Tree {
  /** The names in a folder, in order; none where there is no such folder. */
  readonly list: (folder: string) => readonly string[] | Unread;
  readonly isFolder: (path: string) => boolean;
  readonly read: (file: string) => Uint8Array | Unread;
}

/** What keeps a file from being read, as a sentence. */
export interface Unread {
  readonly problem: string;
}

/** The largest file that is read, in bytes: a hundred times a real one, and parsed in a second at the very worst. */
const sizeLimit = 100_000;

/** Undefined for a size, in bytes, that is read. */
export function tooLarge(size: number): Unread | undefined {
  return size > sizeLimit
    ? { problem: `The file has ${size} bytes; at most ${sizeLimit} are read.` }
    : undefined;
}

/** The files of the project in a tree, in the order of their names; what cannot be read is a Diagnostic. */
export function sourceIn({ list, isFolder, read }: Tree): Source {
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const take = (kind: FileKind, id: string, file: string) => {
    const bytes = read(file);
    const text = "problem" in bytes ? bytes : decoded(bytes);
    if (typeof text === "string") files.push({ kind, id, file, text });
    else diagnostics.push(atFile(file, text.problem));
  };
  take("project", "handoffs", projectFile);
  for (const kind of ["destination", "number", "schedule"] as const) {
    const folder = folders[kind];
    const names = list(folder);
    if ("problem" in names) diagnostics.push(atFile(folder, names.problem));
    else
      for (const name of names) {
        const file = `${folder}/${name}`;
        if (name.endsWith(".yaml")) take(kind, name.slice(0, -".yaml".length), file);
        else if (!name.startsWith("."))
          diagnostics.push(
            atFile(
              file,
              isFolder(file)
                ? `Not read: the files of ${folder}/ stand in no folder below it. Move them up.`
                : `Not read: files in ${folder}/ end in .yaml. Rename it, or move it elsewhere.`,
            ),
          );
      }
  }
  return { files, diagnostics };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a file, or why it is none. */
export function decoded(bytes: Uint8Array): string | Unread {
  try {
    const text = utf8.decode(bytes);
    return text.includes("\0")
      ? { problem: "The file holds a NUL byte: it is no text. Save it as UTF-8." }
      : text;
  } catch (error) {
    if (error instanceof TypeError) return { problem: "The file is not UTF-8 text. Save it as UTF-8." };
    throw error;
  }
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
