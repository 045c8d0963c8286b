import { lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kept } from "../init/files.ts";

/** What became of files that were to be written. */
export type Written =
  | {
      readonly files: readonly string[];
      /** What was there already and stays as it was. */
      readonly kept: readonly string[];
    }
  | { readonly problem: string };

/**
 * Writes all files (texts by their paths below `root`) or, with the reason, none: what was written is taken away again
 * when one cannot be. Nothing is written over anything.
 */
export function writeAll(root: string, files: Readonly<Record<string, string>>): Written {
  const there = Object.keys(files).filter((file) => exists(join(root, file)));
  const inTheWay = there.filter((file) => !kept.has(file));
  if (inTheWay.length > 0)
    return {
      problem: `${root} has ${inTheWay.join(", ")}, and nothing is written over anything. Choose another folder, or move ${inTheWay.length === 1 ? "it" : "them"} away.`,
    };
  const written: string[] = [];
  try {
    for (const [file, text] of Object.entries(files)) {
      if (there.includes(file)) continue;
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text, { flag: "wx" });
      written.push(file);
    }
    return { files: written, kept: there };
  } catch (error) {
    for (const file of written) rmSync(join(root, file), { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `Nothing was written to ${root}: ${reason}.` };
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A file where a folder should be: writing says so.
    return false;
  }
}
