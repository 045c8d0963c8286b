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
  return { open, ...around(timetable, at), because: rule.because };
}

/**
 * Every opening and closing from `from` up to, not including, `to`, in order. Two neighbours differ in `open`; a
 * shift that follows on another without a pause is no change. Empty for an unknown time zone.
 */
export function changesBetween(schedule: Schedule, from: number, to: number): readonly Change[] {
  const timetable = timetableOf(schedule);
  return timetable ? [...changes(timetable, from, to)] : [];
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

/** Most changes are a few days away, so the search begins there. */
const reaches = [2, 14, 400];

function around(timetable: Timetable, at: number): Pick<State, "since" | "until"> {
  const { zone } = timetable;
  const today = zone.day(at);
  const midnight = (day: number) => zone.first(day * dayLength);
  let [since, until]: (number | undefined)[] = [];
  for (const reach of reaches) {
    since ??= [...changes(timetable, midnight(today - reach), at + 1)].at(-1)?.at;
    until ??= [...changes(timetable, at + 1, midnight(today + reach))][0]?.at;
    if (since !== undefined && until !== undefined) break;
  }
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}
