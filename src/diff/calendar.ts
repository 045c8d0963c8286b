import { dayLength, dayOf } from "../schedule/day.ts";
import { openIn } from "../schedule/opening.ts";
import type { Dates, Schedule } from "../schedule/schedule.ts";
import { type Interval, type Times, union } from "../schedule/times.ts";

/** Times at which schedules are open and closed alike, so that a call meets the same. */
export interface Region {
  /** Of each schedule, in their order. */
  readonly open: readonly boolean[];
  readonly times: Times;
}

/** The times that a comparison looks at, and how schedules divide them. */
export interface Calendar {
  /** From the present to the end of the second year after this one: so far are holidays known. */
  readonly near: Interval;
  /** `near`, and later dates that a schedule names. */
  readonly all: Times;
  /** When a schedule is open. */
  readonly opening: (schedule: Schedule) => Times;
  readonly regionsOf: (schedules: readonly Schedule[]) => readonly Region[];
}

/** The years in which each date of a year falls on each weekday. */
const cycle = 28;

/** What schedules say from `at` (epoch milliseconds) on, as far as callers can tell. */
export function calendarFrom(at: number, schedules: Iterable<Schedule>): Calendar {
  const year = new Date(at).getUTCFullYear();
  const near: Interval = { from: minuteOf(at), to: Date.UTC(year + 3, 0, 1) };
  const named = new Set(
    [...schedules].flatMap(({ exceptions }) => exceptions.map(({ on }) => JSON.stringify(on))),
  );
  const far = [...named].flatMap((on) => [...windowsOf(JSON.parse(on) as Dates, year)]);
  const later = far.map(({ from, to }) => ({ from: Math.max(from, near.to), to }));
  const all = union(
    [near],
    later.filter(({ from, to }) => from < to),
  );
  const known = new WeakMap<Schedule, Times>();
  const opening = (schedule: Schedule): Times => {
    const found = known.get(schedule) ?? openIn(schedule, all);
    known.set(schedule, found);
    return found;
  };
  return {
    near,
    all,
    opening,
    regionsOf: (schedules) => divide(all, schedules.map(opening)),
  };
}

/** Every combination of sets that holds at some time, with the times at which it does. */
function divide(all: Times, sets: readonly Times[]): readonly Region[] {
  const edges = new Set(all.map(({ from }) => from));
  for (const { from, to } of sets.flat()) edges.add(from).add(to);
  const order = [...edges].sort((a, b) => a - b);
  const next = sets.map(() => 0);
  const regions = new Map<string, { open: readonly boolean[]; times: Interval[] }>();
  let piece = 0;
  for (const [index, from] of order.entries()) {
    while ((all[piece]?.to ?? Number.POSITIVE_INFINITY) <= from) piece++;
    const within = all[piece];
    if (!within) break;
    if (from < within.from) continue;
    const to = Math.min(within.to, order[index + 1] ?? within.to);
    const open = sets.map((set, which) => {
      while ((set[next[which] ?? 0]?.to ?? Number.POSITIVE_INFINITY) <= from)
        next[which] = (next[which] ?? 0) + 1;
      const interval = set[next[which] ?? 0];
      return interval !== undefined && interval.from <= from;
    });
    const key = open.map(Number).join("");
    const region = regions.get(key) ?? { open, times: [] };
    regions.set(key, region);
    const last = region.times.at(-1);
    if (last?.to === from) region.times[region.times.length - 1] = { from: last.from, to };
    else region.times.push({ from, to });
  }
  return [...regions.values()];
}

/** The days around the dates of an exception; of a long range its first and its last ones. */
function* windowsOf(on: Dates, year: number): Iterable<Interval> {
  const around = (first: number, last = first): Interval => ({
    from: (first - 1) * dayLength,
    to: (last + 3) * dayLength,
  });
  if (on.kind === "yearly") {
    for (let after = 0; after < cycle; after++) {
      const day = dayOf(new Date(Date.UTC(year + after, on.month - 1, on.day)).toISOString().slice(0, 10));
      if (day !== undefined) yield around(day);
    }
    return;
  }
  const [first, last] = on.kind === "date" ? [on.date, on.date] : [on.from, on.to];
  const [from, to] = [dayOf(first.slice(0, 10)), dayOf(last.slice(0, 10))];
  if (from === undefined || to === undefined) return;
  if (to - from < longest) yield around(from, to);
  else yield* [around(from, from + longest), around(to - longest, to)];
}

/** Days: a year, in which a week and every yearly date has come once. */
const longest = 366;

function minuteOf(at: number): number {
  return Math.floor(at / 60_000) * 60_000;
}
