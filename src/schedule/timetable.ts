import type { Because } from "./because.ts";
import { dayLength, dayOf, timeOf, weekdayOf } from "./day.ts";
import type { Dates, Exception, Schedule, Shift, Weekday } from "./schedule.ts";
import { type Zone, zoneOf } from "./zone.ts";

/** A schedule in numbers: days counted from 1970, instants in epoch milliseconds. */
export interface Timetable {
  readonly zone: Zone;
  readonly verdict: (at: number) => Verdict;
  /** The hours of a day, whatever windows of time lie over it. */
  readonly ruleOn: (day: number) => Rule;
  /** In order, every instant of the days (both included) at which the verdict becomes another, and some more. */
  readonly edges: (from: number, to: number) => readonly number[];
}

export interface Verdict {
  readonly open: boolean;
  readonly rule: Rule;
}

export interface Rule {
  readonly because: Because;
  /** Its place among the exceptions, of which the first wins; holidays and the week come after all of them. */
  readonly order: number;
  readonly spans: readonly Span[];
}

/** Milliseconds on the wall clock from the midnight before it opens. */
interface Span {
  readonly opens: number;
  readonly closes: number;
}

/** Instants; `from` included, `to` not. */
interface Interval {
  readonly from: number;
  readonly to: number;
}

/** An exception from one time to another: it lies over days that have hours of their own. */
interface Window extends Interval {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly rule: Rule;
}

const timetables = new WeakMap<Schedule, Timetable>();

/** Undefined when the runtime does not know the time zone. */
export function timetableOf(schedule: Schedule): Timetable | undefined {
  const known = timetables.get(schedule);
  if (known) return known;
  const zone = zoneOf(schedule.timeZone);
  if (!zone) return undefined;
  const timetable = timetableIn(zone, schedule);
  timetables.set(schedule, timetable);
  return timetable;
}

function timetableIn(zone: Zone, schedule: Schedule): Timetable {
  const ruleOn = daily(schedule);
  const windows = windowsOf(zone, schedule);
  const interval = (day: number, { opens, closes }: Span): Interval => ({
    from: zone.first(day * dayLength + opens),
    to: zone.last(day * dayLength + closes),
  });
  const intervals = (rule: Rule, day: number) => rule.spans.map((span) => interval(day, span));

  const days = new Map<number, { readonly rule: Rule; readonly shifts: readonly Interval[] }>();
  const dayAt = (day: number) => {
    const known = days.get(day);
    if (known) return known;
    const rule = ruleOn(day);
    const made = { rule, shifts: intervals(rule, day) };
    days.set(day, made);
    return made;
  };

  const within = (window: Window, day: number, at: number) =>
    [day - 1, day].some((began) => began >= window.firstDay && covers(intervals(window.rule, began), at));

  return {
    zone,
    ruleOn,
    verdict: (at) => {
      const day = zone.day(at);
      const before = dayAt(day - 1);
      const today = dayAt(day);
      const pastMidnight = covers(before.shifts, at);
      const { rule } = pastMidnight ? before : today;
      const window = windows.find(
        (window) => window.rule.order < rule.order && window.from <= at && at < window.to,
      );
      if (window) return { open: within(window, day, at), rule: window.rule };
      return { open: pastMidnight || covers(today.shifts, at), rule };
    },
    edges: (from, to) => {
      const found: number[] = [];
      let end = Number.NEGATIVE_INFINITY;
      for (let day = from; day <= to; day++)
        for (const shift of dayAt(day).shifts) {
          if (shift.from > end) found.push(end, shift.from);
          end = Math.max(end, shift.to);
        }
      found.push(end);
      for (const window of windows) {
        found.push(window.from, window.to);
        const last = Math.min(to, window.lastDay);
        for (let day = Math.max(from, window.firstDay - 1); day <= last; day++) {
          found.push(zone.first(day * dayLength));
          for (const shift of [...dayAt(day).shifts, ...intervals(window.rule, day)])
            found.push(shift.from, shift.to);
        }
      }
      return found.sort((a, b) => a - b);
    },
  };
}

function covers(intervals: readonly Interval[], at: number): boolean {
  return intervals.some(({ from, to }) => from <= at && at < to);
}

/** The rule of each day: the first exception that names it, else a holiday, else the week. */
function daily({ week, exceptions, holidays }: Schedule): Timetable["ruleOn"] {
  const named = exceptions.flatMap((exception, order) => {
    const names = namesOf(exception.on);
    return names ? [{ names, rule: exceptional(exception, order) }] : [];
  });
  const closed = new Map(
    holidays.map(({ date, name }): [number | undefined, Rule] => [
      dayOf(date),
      { because: { kind: "holiday", date, name }, order: last, spans: [] },
    ]),
  );
  const usual = usually(week);
  return (day) => named.find(({ names }) => names(day))?.rule ?? closed.get(day) ?? usual(weekdayOf(day));
}

const last = Number.POSITIVE_INFINITY;

function exceptional({ on, hours }: Exception, order: number): Rule {
  return { because: { kind: "exception", on }, order, spans: spansOf(hours) };
}

function usually(week: Schedule["week"]): (weekday: Weekday) => Rule {
  if (typeof week === "string") {
    const spans = week === "always" ? [{ opens: 0, closes: dayLength }] : [];
    const rule: Rule = { because: { kind: week }, order: last, spans };
    return () => rule;
  }
  const rules = new Map<string, Rule>();
  for (const [weekday, shifts] of Object.entries(week))
    rules.set(weekday, { because: { kind: "week" }, order: last, spans: spansOf(shifts) });
  const closed: Rule = { because: { kind: "week" }, order: last, spans: [] };
  return (weekday) => rules.get(weekday) ?? closed;
}

/** Whether an exception is for a day; undefined for one from a time to another. */
function namesOf(on: Dates): ((day: number) => boolean) | undefined {
  switch (on.kind) {
    case "date": {
      const date = dayOf(on.date);
      return (day) => day === date;
    }
    case "dates": {
      const [from = Number.NaN, to = Number.NaN] = [dayOf(on.from), dayOf(on.to)];
      return (day) => from <= day && day <= to;
    }
    case "yearly": {
      return (day) => {
        const date = new Date(day * dayLength);
        return date.getUTCMonth() + 1 === on.month && date.getUTCDate() === on.day;
      };
    }
    case "times":
      return undefined;
  }
}

function windowsOf(zone: Zone, { exceptions }: Schedule): readonly Window[] {
  return exceptions.flatMap((exception, order) => {
    const { on } = exception;
    if (on.kind !== "times") return [];
    const [start, end] = [wallOf(on.from), wallOf(on.to)];
    if (start === undefined || end === undefined) return [];
    const [from, to] = [zone.first(start), zone.last(end)];
    const rule = exceptional(exception, order);
    return [{ from, to, firstDay: zone.day(from), lastDay: zone.day(to), rule }];
  });
}

/** The wall time of `2026-11-30T14:00`; undefined when there is no such date. */
export function wallOf(time: string): number | undefined {
  const [date = "", clock = ""] = time.split("T");
  const day = dayOf(date);
  return day === undefined ? undefined : day * dayLength + timeOf(clock);
}

function spansOf(shifts: readonly Shift[]): readonly Span[] {
  return shifts
    .map((shift) => {
      const [opens, closes] = [timeOf(shift.opens), timeOf(shift.closes)];
      return { opens, closes: closes > opens ? closes : closes + dayLength };
    })
    .sort((a, b) => a.opens - b.opens);
}
