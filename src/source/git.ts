import type { Source } from "./source.ts";
import { sourceIn, type Tree, tooLarge } from "./tree.ts";

/** An object of a Git tree. https://git-scm.com/docs/git-ls-tree#_output_format */
export interface GitEntry {
  readonly mode: string;
  readonly object: string;
  /** Bytes; undefined for what is no blob. */
  readonly size: number | undefined;
  /** Relative to the project root, with `/`. */
  readonly path: string;
}

/** The output of `git ls-tree -r -l -z`. A path that is not UTF-8 is no file of a project. */
export function readEntries(output: string): readonly GitEntry[] {
  return output.split("\0").flatMap((line) => {
    const match = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line);
    if (!match) return [];
    const [, mode = "", object = "", size = "", path = ""] = match;
    return [{ mode, object, size: size === "-" ? undefined : Number(size), path }];
  });
}

/** The output of `git cat-file --batch`, by the names of the objects that it has. https://git-scm.com/docs/git-cat-file#_batch_output */
export function readObjects(output: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const objects = new Map<string, Uint8Array>();
  const newline = 0x0a;
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(newline, start);
    if (end === -1) break;
    const header = new TextDecoder().decode(output.subarray(start, end));
    const [, object, size] = /^([0-9a-f]+) blob (\d+)$/.exec(header) ?? [];
    start = end + 1;
    if (object === undefined) continue;
    objects.set(object, output.subarray(start, start + Number(size)));
    start += Number(size) + 1;
  }
  return objects;
}

/** Whether the content of an entry is needed to read a project. */
export function isRead({ mode, size }: GitEntry): boolean {
  return mode !== symbolicLink && size !== undefined && tooLarge(size) === undefined;
}

const symbolicLink = "120000";

/** The project in a Git tree, as it would be read from the disk; links are not followed. */
export function sourceInGit(entries: readonly GitEntry[], objects: ReadonlyMap<string, Uint8Array>): Source {
  const files = new Map(entries.map((entry) => [entry.path, entry]));
  const folders = new Map<string, Set<string>>();
  for (const { path } of entries) {
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join("/");
      folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[depth] ?? ""));
    }
  }
  const tree: Tree = {
    list: (folder) =>
      files.has(folder)
        ? { problem: "The folder cannot be read: it is a file." }
        : [...(folders.get(folder) ?? [])].sort(),
    isFolder: (path) => folders.has(path),
    read: (file) => {
      const entry = files.get(file);
      if (!entry) return { problem: "The file cannot be read: there is none." };
      if (entry.mode === symbolicLink)
        return { problem: "A link: those in a Git revision are not followed." };
      const large = entry.size === undefined ? undefined : tooLarge(entry.size);
      return large ?? objects.get(entry.object) ?? { problem: "Expected a file here, found something else." };
    },
  };
  return sourceIn(tree);
}
