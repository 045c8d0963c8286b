import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { type Fixed, fix } from "../fix/fix.ts";
import type { Colours } from "../format/colours.ts";
import { coloursFor } from "./colours.ts";
import { print } from "./print.ts";
import type { Project } from "./project.ts";

/** `validate --fix`: mends the files of a project on disk, and says on stderr how much that was. */
export function fixFiles({ root, source }: Project): void {
  const fixed = fix(source);
  for (const { file, after } of fixed) {
    const path = join(root, file);
    // A byte order mark is no part of the text that was read.
    const mark = readFileSync(path).subarray(0, 3).toString("hex") === "efbbbf" ? "\uFEFF" : "";
    writeFileSync(path, mark + after);
  }
  print(fixed.length === 0 ? "" : `Mended ${amounts(fixed)}.\n`, "stderr");
}

/** `validate --fix --dry-run`: what would be changed, as a unified diff. */
export function showFixes({ source }: Project): void {
  const fixed = fix(source);
  const colours = coloursFor("stdout");
  for (const each of fixed) print(patch(each, colours));
  print(
    fixed.length === 0 ? "Nothing can be mended mechanically.\n" : `Would mend ${amounts(fixed)}.\n`,
    "stderr",
  );
}

function amounts(fixed: readonly Fixed[]): string {
  const problems = fixed.reduce((sum, { mended }) => sum + mended, 0);
  return `${problems} ${problems === 1 ? "problem" : "problems"} in ${fixed.length} ${fixed.length === 1 ? "file" : "files"}`;
}

function patch({ file, before, after }: Fixed, colours: Colours): string {
  const text = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 2,
  });
  const lines = text.split("\n").filter((line) => !/^=+$/.test(line));
  return lines
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return colours.bold(line.trimEnd());
      if (line.startsWith("@@")) return colours.cyan(line);
      if (line.startsWith("-")) return colours.red(line);
      return line.startsWith("+") ? colours.green(line) : line;
    })
    .join("\n");
}
