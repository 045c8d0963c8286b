import type { Because } from "./because.ts";
import { dayLength } from "./day.ts";
import type { Schedule } from "./schedule.ts";
import { type Timetable, timetableOf } from "./timetable.ts";

/** Times are epoch milliseconds. */
export interface State {
  readonly open: boolean;
  /** When it last opened or closed; absent when that is more than 400 days ago. */
  readonly since?: number;
  /** When it next closes or opens; absent when that is more than 400 days ahead. */
  readonly until?: number;
  readonly because: Because;
}

/** An opening or a closing. */
export interface Change {
  readonly at: number;
  readonly open: boolean;
  readonly because: Because;
}

/**
 * Whether a schedule is open at an instant. Opening times are inclusive, closing times exclusive. A shift belongs to
 * the day on which it began, with the exceptions and holidays of that day. Where clocks go forward, a time that is
 * skipped counts as the first instant after the gap; where they go back, a shift opens at the first of two equal
 * times and closes at the last.
 *
 * A time zone that this runtime does not know counts as open: a desk that is rung in vain costs the caller one ring,
 * and its fallback follows; a staffed desk taken for closed would be lost to every caller, all day.
 */
export function stateAt(schedule: Schedule, at: number): State {
  const timetable = timetableOf(schedule);
  if (!timetable) return { open: true, because: { kind: "unknown time zone" } };
  const { open, rule } = timetable.verdict(at);
  const since = lastChange(timetable, at)?.at;
  const until = nextChange(timetable, at)?.at;
  return {
    open,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    because: rule.because,
  };
}

/**
 * Every opening and closing from `from` up to, not including, `to`, in order. Two neighbours differ in `open`; a
 * shift that follows on another without a pause is no change. Empty for an unknown time zone.
 */
export function changesBetween(schedule: Schedule, from: number, to: number): readonly Change[] {
  const timetable = timetableOf(schedule);
  if (!timetable) return [];
  const found: Change[] = [];
  for (let stretch = stretchOf(from); stretch <= stretchOf(to); stretch++)
    for (const change of changesIn(timetable, stretch))
      if (from <= change.at && change.at < to) found.push(change);
  return found;
}

const farthest = 400 * dayLength;

function lastChange(timetable: Timetable, at: number): Change | undefined {
  for (let stretch = stretchOf(at); stretch >= stretchOf(at - farthest); stretch--) {
    const change = changesIn(timetable, stretch).findLast((change) => change.at <= at);
    if (change) return at - change.at <= farthest ? change : undefined;
  }
  return undefined;
}

function nextChange(timetable: Timetable, at: number): Change | undefined {
  for (let stretch = stretchOf(at); stretch <= stretchOf(at + farthest); stretch++) {
    const change = changesIn(timetable, stretch).find((change) => change.at > at);
    if (change) return change.at - at <= farthest ? change : undefined;
  }
  return undefined;
}

/** Changes are found for stretches of 32 days in UTC and remembered, because questions come in runs. */
const stretchLength = 32 * dayLength;

function stretchOf(at: number): number {
  return Math.floor(at / stretchLength);
}

const remembered = new WeakMap<Timetable, Map<number, readonly Change[]>>();

function changesIn(timetable: Timetable, stretch: number): readonly Change[] {
  const stretches = remembered.get(timetable) ?? new Map<number, readonly Change[]>();
  remembered.set(timetable, stretches);
  const known = stretches.get(stretch);
  if (known) return known;
  const found = [...changes(timetable, stretch * stretchLength, (stretch + 1) * stretchLength)];
  stretches.set(stretch, found);
  return found;
}

function* changes({ zone, edges, verdict }: Timetable, from: number, to: number): Iterable<Change> {
  let { open } = verdict(from - 1);
  for (const at of edges(zone.day(from) - 2, zone.day(to))) {
    if (at < from || at >= to) continue;
    const { open: now, rule } = verdict(at);
    if (now !== open) yield { at, open: now, because: rule.because };
    open = now;
  }
}
