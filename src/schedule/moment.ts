import { dateOf, dayLength, weekdayOf } from "./day.ts";
import { wallOf } from "./timetable.ts";
import { zoneOf } from "./zone.ts";

/**
 * The instant, in epoch milliseconds, at which a zone's clock first shows a time such as `2026-11-30T14:00`.
 * Undefined for a date that does not exist and for a zone that is not known.
 */
export function instantOf(timeZone: string, time: string): number | undefined {
  const wall = wallOf(time);
  return wall === undefined ? undefined : zoneOf(timeZone)?.first(wall);
}

/** An instant as a zone's clock and calendar show it: `Mon 2026-11-30 14:00`. */
export function momentText(timeZone: string, at: number): string {
  const { day, weekday, date, time } = shown(timeZone, at);
  return day === undefined ? new Date(at).toISOString() : `${weekday} ${date} ${time}`;
}

/** The same, as short as it can be said at another instant: `14:00`, `Mon 14:00` in the last or next six days. */
export function momentFrom(timeZone: string, at: number, now: number): string {
  const { day, weekday, date, time } = shown(timeZone, at);
  const today = shown(timeZone, now).day;
  if (day === undefined || today === undefined) return momentText(timeZone, at);
  if (day === today) return time;
  return Math.abs(day - today) < 7 ? `${weekday} ${time}` : `${date} ${time}`;
}

function shown(timeZone: string, at: number) {
  const offset = zoneOf(timeZone)?.offset(at);
  const wall = at + (offset ?? 0);
  const day = Math.floor(wall / dayLength);
  const weekday = weekdayOf(day);
  return {
    day: offset === undefined ? undefined : day,
    weekday: weekday.charAt(0).toUpperCase() + weekday.slice(1),
    date: dateOf(day),
    time: new Date(wall).toISOString().slice(11, 16),
  };
}
