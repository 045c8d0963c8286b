import { type Weekday, weekdays } from "./schedule.ts";

/** Days are counted from 1970-01-01 in the Gregorian calendar, without a zone. */
export const dayLength = 86_400_000;

/** The day of `2026-12-24`; undefined for a date that no calendar has, such as 2026-02-30. */
export function dayOf(date: string): number | undefined {
  const day = Date.parse(`${date}T00:00:00Z`) / dayLength;
  return Number.isInteger(day) && dateOf(day) === date ? day : undefined;
}

export function dateOf(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

export function weekdayOf(day: number): Weekday {
  // 1970-01-01 was a Thursday.
  return weekdays[(((day + 3) % 7) + 7) % 7] ?? "mon";
}

/** Milliseconds from midnight to `09:30` on the wall clock. */
export function timeOf(clock: string): number {
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * 60_000;
}
