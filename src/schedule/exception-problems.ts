import type { ScheduleShape } from "../../schema/schedule.ts";
import { compileSchedule } from "./compile.ts";
import { dateOf, dayLength, dayOf } from "./day.ts";
import { datesOf, shiftsOf } from "./notation.ts";
import { overlaps, shiftText } from "./overlaps.ts";
import type { Problem } from "./problem.ts";
import type { Dates } from "./schedule.ts";
import { datesText } from "./text.ts";
import { type Timetable, timetableOf, wallOf } from "./timetable.ts";

interface Listed {
  readonly key: string;
  readonly on: Dates;
  readonly hours: string;
}

/** Dates that do not exist, ranges that end before they begin, overlapping shifts, and exceptions without effect. */
export function* exceptionProblems(shape: ScheduleShape): Iterable<Problem> {
  const listed = Object.entries(shape.except ?? {}).map(([key, hours]) => ({ key, hours, on: datesOf(key) }));
  const malformed = listed.flatMap((exception) => [...missingDates(exception), ...backwards(exception)]);
  yield* malformed;
  for (const exception of listed) yield* overlapping(exception);
  if (malformed.length === 0) yield* hidden(shape, listed);
}

/** A year in which 29 February exists, for dates of every year. */
const leapYear = "2000-";

function* missingDates({ key, on }: Listed): Iterable<Problem> {
  const written = on.kind === "yearly" ? [key] : (key.match(/\d{4}-\d\d-\d\d/g) ?? []);
  const year = on.kind === "yearly" ? leapYear : "";
  const missing = written.filter((date) => dayOf(year + date) === undefined);
  const [first] = missing;
  if (first === undefined) return;
  const mended = missing.reduce(
    (text, date) => text.replace(date, lastOfMonth(year + date).slice(year.length)),
    key,
  );
  yield {
    path: ["except", key],
    part: "key",
    code: "no-such-date",
    message: `There is no ${first}: the month is shorter. Write a date that exists, such as ${lastOfMonth(year + first).slice(year.length)}.`,
    suggestions: [mended],
  };
}

function lastOfMonth(date: string): string {
  const end = [31, 30, 29, 28].find((day) => dayOf(`${date.slice(0, 8)}${day}`) !== undefined);
  return `${date.slice(0, 8)}${end}`;
}

function* backwards({ key, on }: Listed): Iterable<Problem> {
  if (on.kind !== "dates" && on.kind !== "times") return;
  const [from, to] = on.kind === "dates" ? [dayOf(on.from), dayOf(on.to)] : [wallOf(on.from), wallOf(on.to)];
  if (from === undefined || to === undefined) return;
  if (on.kind === "dates" ? from <= to : from < to) return;
  const swapped = datesText({ ...on, from: on.to, to: on.from });
  yield {
    path: ["except", key],
    part: "key",
    code: "range-backwards",
    message:
      from === to
        ? `"${key}" ends when it begins. Give it a later end.`
        : `"${key}" ends before it begins. Write the earlier end first.`,
    suggestions: from === to ? [] : [swapped],
  };
}

/** Days in a row have the same hours; a single date is followed by another day's. */
function* overlapping({ key, on, hours }: Listed): Iterable<Problem> {
  const shifts = shiftsOf(hours).map((shift) => ({ day: 0, shift }));
  const single = on.kind === "date" || on.kind === "yearly" || (on.kind === "dates" && on.from === on.to);
  for (const [one, other] of overlaps(shifts, single ? 2 : 1))
    yield {
      path: ["except", key],
      part: "value",
      code: "shifts-overlap",
      message: `${shiftText(one.shift)} and ${shiftText(other.shift)} overlap. Let one end before the other begins, or join them.`,
      suggestions: [],
    };
}

/** Exceptions that others above them leave no instant to. One for every year always has one. */
function* hidden(shape: ScheduleShape, listed: readonly Listed[]): Iterable<Problem> {
  const { holidays: _, ...bare } = shape;
  const schedule = compileSchedule(bare, { from: dateOf(0), days: 0 });
  const timetable = timetableOf(schedule) ?? timetableOf({ ...schedule, timeZone: "UTC" });
  if (!timetable) return;
  for (const [order, { key, on }] of listed.entries()) {
    if (on.kind === "yearly" || daysOf(on).length > mostDays) continue;
    const winners = new Set(winnersOver(timetable, on));
    const above = listed.find((_, place) => place < order && winners.has(place))?.key;
    if (winners.has(order) || above === undefined) continue;
    yield {
      path: ["except", key],
      part: "key",
      code: "exception-hidden",
      message: `"${key}" never applies, because "${above}" stands above it and the first match wins. Move it up, or remove it.`,
      suggestions: [],
    };
  }
}

/** Longer ranges are not looked into: it would take long, and nobody closes for years. */
const mostDays = 800;

type Once = Exclude<Dates, { readonly kind: "yearly" }>;

function daysOf(on: Once): { readonly first: number; readonly length: number } {
  const [from, to] = on.kind === "date" ? [on.date, on.date] : [on.from, on.to];
  const [first = 0, last = 0] = [dayOf(from.slice(0, 10)), dayOf(to.slice(0, 10))];
  return { first, length: last - first + 1 };
}

/** The places of the exceptions that win somewhere in the dates. */
function* winnersOver({ zone, edges, verdict }: Timetable, on: Once): Iterable<number> {
  const { first, length } = daysOf(on);
  // A shift of the last day may run into the next.
  const after = first + length + 1;
  const start = on.kind === "times" ? zone.first(wallOf(on.from) ?? 0) : zone.first(first * dayLength);
  const end = on.kind === "times" ? zone.last(wallOf(on.to) ?? 0) : zone.last(after * dayLength);
  for (let day = first; day < after; day++)
    for (const at of [start, zone.first(day * dayLength), ...edges(day - 1, day)])
      if (start <= at && at < end) yield verdict(at).rule.order;
}
