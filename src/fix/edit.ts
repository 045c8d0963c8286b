import type { Range } from "../diagnostic/diagnostic.ts";

/** Another text for a stretch of a file; offsets count UTF-16 code units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with its edits; of two that overlap, the first counts. Everything else stays as it is. */
export function edited(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let at = 0;
  for (const { start, end, text: other } of ordered) {
    if (start < at) continue;
    result += text.slice(at, start) + other;
    at = end;
  }
  return result + text.slice(at);
}

/** Finds the offsets of ranges of a text, whose lines and columns count from 1. */
export function offsetsIn(text: string): (range: Range) => readonly [number, number] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = (line: number, column: number) =>
    Math.min((starts[line - 1] ?? text.length) + column - 1, text.length);
  return ({ line, column, endLine, endColumn }) => [offset(line, column), offset(endLine, endColumn)];
}
