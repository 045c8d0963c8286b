import type { Range } from "../diagnostic/diagnostic.ts";
import type { Place } from "./mention.ts";

/** Lines and columns of places in a text. */
export function positions(text: string): (place: Place) => Range {
  const starts = startsOf(text);
  const at = (offset: number) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return ({ from, to }) => {
    const start = at(from);
    const end = at(to);
    return { ...start, endLine: end.line, endColumn: end.column };
  };
}

/** The offset of the start of each line. */
export function startsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
