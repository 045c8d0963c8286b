import { dayLength, timeOf } from "./day.ts";
import type { Shift } from "./schedule.ts";

/** A shift, and how many days after the first of its cycle it begins. */
export interface Dated {
  readonly day: number;
  readonly shift: Shift;
}

/**
 * Pairs of shifts that overlap, also over midnight, when all of them come again after a cycle of so many days: 7 for
 * a week, 1 for days in a row with the same hours. Two shifts of which one begins when the other ends do not.
 */
export function* overlaps<T extends Dated>(shifts: readonly T[], cycle: number): Iterable<readonly [T, T]> {
  for (const [index, one] of shifts.entries())
    for (const other of shifts.slice(index + 1))
      if ([-cycle, 0, cycle].some((days) => overlap(spanOf(one, 0), spanOf(other, days)))) yield [one, other];
}

type Span = readonly [from: number, to: number];

function overlap(a: Span, b: Span): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

function spanOf({ day, shift }: Dated, later: number): Span {
  const midnight = (day + later) * dayLength;
  const [opens, closes] = [timeOf(shift.opens), timeOf(shift.closes)];
  return [midnight + opens, midnight + closes + (closes > opens ? 0 : dayLength)];
}

export function shiftText({ opens, closes }: Shift): string {
  return `${opens}-${closes}`;
}
