import { dateOf, dayLength, timeOf, weekdayOf } from "../schedule/day.ts";
import { type Weekday, weekdays } from "../schedule/schedule.ts";
import { type Interval, sameTimes, type Times, union, within } from "../schedule/times.ts";
import { type Zone, zoneOf } from "../schedule/zone.ts";
import type { Calendar } from "./calendar.ts";

/** Times in the words of the wall clock: a week, and the dates that differ from it. */
export interface When {
  /** The IANA zone of every time here. */
  readonly timeZone: string;
  /** Of each weekday that has any, stretches such as `10:00-14:00`. */
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Of each date that is not like its weekday; empty is not at all. Doubled hours are written as instants, in UTC. */
  readonly dates: Readonly<Record<string, readonly string[]>>;
}

/** The times as a zone's clock and calendar show them. A zone that is not known here is taken for UTC. */
export function whenOf(times: Times, timeZone: string, calendar: Calendar): When {
  const known = zoneOf(timeZone);
  const zone = known ?? zoneOf("UTC");
  if (!zone) throw new Error("This runtime does not know UTC");
  const days = calendar.all.flatMap((piece) => [...daysOf(piece, times, zone, calendar.near)]);
  const week = usualWeek(days, zone);
  const dates = days.flatMap((day) => {
    const usual = within(instantsOf(week.get(day.weekday) ?? [], day.day, zone), day.part);
    return sameTimes(usual, day.times) ? [] : [[dateOf(day.day), datedText(day, zone)] as const];
  });
  const listed = weekdays.map((name) => [name, week.get(name) ?? []] as const);
  return {
    timeZone: known ? timeZone : "UTC",
    week: Object.fromEntries(listed.filter(([, stretches]) => stretches.length > 0)),
    dates: Object.fromEntries(dates),
  };
}

/** The instants of such times, as far as a calendar goes. */
export function timesOf({ timeZone, week, dates }: When, { all }: Pick<Calendar, "all">): Times {
  const zone = zoneOf(timeZone);
  if (!zone) return [];
  const days = all.flatMap((piece) => [...daysOf(piece, [], zone, piece)]);
  return union(
    ...days.map(({ day, weekday, part }) =>
      within(instantsOf(dates[dateOf(day)] ?? week[weekday] ?? [], day, zone), part),
    ),
  );
}

interface Day {
  /** Counted from 1970. */
  readonly day: number;
  readonly weekday: Weekday;
  /** As much of the day as is looked at. */
  readonly part: Interval;
  /** Whether it counts for the usual week: all of it is looked at, and no clock changes. */
  readonly usual: boolean;
  readonly times: Times;
}

function* daysOf(piece: Interval, times: Times, zone: Zone, near: Interval): Iterable<Day> {
  const last = zone.day(piece.to - 1);
  for (let day = zone.day(piece.from); day <= last; day++) {
    const [begins, ends] = [zone.first(day * dayLength), zone.first((day + 1) * dayLength)];
    const part = { from: Math.max(begins, piece.from), to: Math.min(ends, piece.to) };
    // A zone that has crossed the date line left a day out.
    if (part.from >= part.to) continue;
    const whole = part.from === begins && part.to === ends && ends - begins === dayLength;
    const usual = whole && near.from <= begins && ends <= near.to;
    yield { day, weekday: weekdayOf(day), part, usual, times: within(times, part) };
  }
}

/** The most frequent stretches of each weekday. */
function usualWeek(days: readonly Day[], zone: Zone): ReadonlyMap<Weekday, readonly string[]> {
  const counts = new Map<Weekday, Map<string, number>>();
  for (const { day, weekday, usual, times } of days) {
    if (!usual) continue;
    const patterns = counts.get(weekday) ?? new Map<string, number>();
    const pattern = stretchesOf(times, day, zone).join();
    counts.set(weekday, patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1));
  }
  const most = (patterns: ReadonlyMap<string, number>) => [...patterns].sort(([, a], [, b]) => b - a)[0]?.[0];
  return new Map(
    [...counts].map(([weekday, patterns]) => [weekday, (most(patterns) || undefined)?.split(",") ?? []]),
  );
}

/** Times of one day on the wall clock. */
function stretchesOf(times: Times, day: number, { offset }: Zone): readonly string[] {
  const clock = (wall: number) => {
    const minutes = Math.round((wall - day * dayLength) / 60_000);
    return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
  };
  return times.map(({ from, to }) => `${clock(from + offset(from))}-${clock(to + offset(to - 1))}`);
}

/** The same as instants where a clock that goes back shows a time twice, and the words would not say which. */
function datedText({ day, times }: Day, zone: Zone): readonly string[] {
  const stretches = stretchesOf(times, day, zone);
  if (sameTimes(instantsOf(stretches, day, zone), times)) return stretches;
  return times.map(({ from, to }) => [from, to].map((at) => new Date(at).toISOString()).join("/"));
}

/** As a schedule means them: a time that is skipped is the end of the gap, and hours that come twice are both meant. */
function instantsOf(stretches: readonly string[], day: number, zone: Zone): Times {
  return union(
    stretches.map((stretch) => {
      const [from = "", to = ""] = stretch.split(/[-/](?=[0-9]{2}:|[0-9]{4}-)/);
      if (from.length > "09:00".length) return { from: Date.parse(from), to: Date.parse(to) };
      const [opens, closes] = [day * dayLength + timeOf(from), day * dayLength + timeOf(to)];
      return { from: zone.first(opens), to: zone.last(closes) };
    }),
  );
}
