import type { Exception, Schedule, Shift } from "../../../src/schedule/schedule.ts";

// Another way to the same answer, sharing nothing with the one that runs: it reads the wall clock off Intl minute by
// minute and compares the texts that it shows.

const minute = 60_000;
const day = 1440 * minute;
const formats = new Map<string, Intl.DateTimeFormat>();
const walls = new Map<string, readonly string[]>();

/** `2026-03-29T01:59`, for zones whose offset is whole minutes. */
function wallAt(zone: string, at: number): string {
  const index = Math.floor(at / day);
  const key = `${zone} ${index}`;
  let known = walls.get(key);
  if (!known) {
    // Swedish writes dates as ISO 8601 does.
    const format =
      formats.get(zone) ??
      new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    formats.set(zone, format);
    known = Array.from({ length: 1440 }, (_, i) => format.format(index * day + i * minute).replace(" ", "T"));
    walls.set(key, known);
  }
  return known[Math.floor((at - index * day) / minute)] ?? "";
}

/** The minutes around a wall time, whatever the zone. */
function minutesAround(wall: string): readonly number[] {
  const around = Date.parse(`${wall}Z`);
  return Array.from({ length: 36 * 60 }, (_, i) => around + (i - 18 * 60) * minute);
}

const shown = new Map<string, number>();

function shows(zone: string, wall: string, which: "first" | "last"): number {
  const key = `${zone} ${wall} ${which}`;
  const at = shown.get(key) ?? search(zone, wall, which);
  shown.set(key, at);
  return at;
}

function search(zone: string, wall: string, which: "first" | "last"): number {
  const minutes = minutesAround(wall);
  const exact = minutes.filter((at) => wallAt(zone, at) === wall);
  const found = which === "first" ? exact[0] : exact.at(-1);
  return found ?? minutes.find((at) => wallAt(zone, at) > wall) ?? Number.NaN;
}

function next(date: string, days = 1): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}

function covers(zone: string, date: string, shifts: readonly Shift[], at: number): boolean {
  return shifts.some(({ opens, closes }) => {
    const until =
      closes === "24:00"
        ? `${next(date)}T00:00`
        : closes <= opens
          ? `${next(date)}T${closes}`
          : `${date}T${closes}`;
    return shows(zone, `${date}T${opens}`, "first") <= at && at < shows(zone, until, "last");
  });
}

function names({ on }: Exception, date: string): boolean {
  if (on.kind === "date") return on.date === date;
  if (on.kind === "dates") return on.from <= date && date <= on.to;
  if (on.kind === "yearly") return Number(date.slice(5, 7)) === on.month && Number(date.slice(8)) === on.day;
  return false;
}

/** Where the rule of a date stands among the exceptions, and its hours. */
function ruleOf({ week, exceptions, holidays }: Schedule, date: string): readonly [number, readonly Shift[]] {
  const place = exceptions.findIndex((exception) => names(exception, date));
  if (place >= 0) return [place, exceptions[place]?.hours ?? []];
  if (holidays.some((holiday) => holiday.date === date)) return [exceptions.length, []];
  if (week === "always") return [exceptions.length, [{ opens: "00:00", closes: "24:00" }]];
  if (week === "never") return [exceptions.length, []];
  const weekday = (["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const)[new Date(date).getUTCDay()];
  return [exceptions.length, weekday === undefined ? [] : week[weekday]];
}

/** Whether a schedule is open, found slowly. */
export function openAt(schedule: Schedule, at: number): boolean {
  const zone = schedule.timeZone;
  const today = wallAt(zone, at).slice(0, 10);
  const yesterday = next(today, -1);
  const [place, shifts] = ruleOf(schedule, today);
  const [earlier, late] = ruleOf(schedule, yesterday);
  const lasting = covers(zone, yesterday, late, at);
  for (const { on, hours } of schedule.exceptions.slice(0, lasting ? earlier : place)) {
    if (on.kind !== "times") continue;
    const end = on.to.endsWith("T24:00") ? `${next(on.to.slice(0, 10))}T00:00` : on.to;
    if (at < shows(zone, on.from, "first") || at >= shows(zone, end, "last")) continue;
    const began = on.from.slice(0, 10) <= yesterday && covers(zone, yesterday, hours, at);
    return began || covers(zone, today, hours, at);
  }
  return lasting || covers(zone, today, shifts, at);
}
