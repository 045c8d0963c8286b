import fc from "fast-check";
import type { Dates, Exception, Schedule, Shift } from "../../../src/schedule/schedule.ts";

/** Zones on dates at which their clocks change, at odd times and by odd amounts, and some that never change. */
const places = [
  { timeZone: "Europe/London", base: "2026-03-29" },
  { timeZone: "Europe/Berlin", base: "2026-10-25" },
  { timeZone: "America/New_York", base: "2026-03-08" },
  { timeZone: "America/St_Johns", base: "2026-11-01" },
  { timeZone: "America/Havana", base: "2026-11-01" },
  { timeZone: "America/Santiago", base: "2026-04-05" },
  { timeZone: "Africa/Cairo", base: "2026-10-30" },
  { timeZone: "Africa/Casablanca", base: "2026-02-15" },
  { timeZone: "Asia/Beirut", base: "2026-03-29" },
  { timeZone: "Australia/Lord_Howe", base: "2026-04-05" },
  { timeZone: "Australia/Lord_Howe", base: "2026-10-04" },
  { timeZone: "Antarctica/Troll", base: "2026-03-29" },
  { timeZone: "Asia/Kathmandu", base: "2026-12-31" },
  { timeZone: "Pacific/Kiritimati", base: "2028-02-29" },
] as const;

const dayLength = 86_400_000;

const two = (value: number) => String(value).padStart(2, "0");

const clock = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })), fc.nat(59))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);

const shift: fc.Arbitrary<Shift> = fc
  .record({ opens: clock, closes: fc.oneof(clock, fc.constant("24:00")) })
  .filter(({ opens, closes }) => opens !== closes);

const hours = fc.oneof(
  fc.constant([]),
  fc.constant([{ opens: "00:00", closes: "24:00" }]),
  fc.array(shift, { maxLength: 3 }),
);

function near(base: string): fc.Arbitrary<string> {
  return fc
    .integer({ min: -2, max: 2 })
    .map((days) => new Date(Date.parse(base) + days * dayLength).toISOString().slice(0, 10));
}

function datesNear(base: string): fc.Arbitrary<Dates> {
  const date = near(base);
  const time = fc.tuple(date, clock).map(([day, time]) => `${day}T${time}`);
  const sorted = (pair: readonly [string, string]) =>
    pair[0] < pair[1] ? { from: pair[0], to: pair[1] } : { from: pair[1], to: pair[0] };
  return fc.oneof(
    date.map((date) => ({ kind: "date", date }) as const),
    fc.tuple(date, date).map((pair) => ({ kind: "dates", ...sorted(pair) }) as const),
    fc.tuple(time, time).map((pair) => ({ kind: "times", ...sorted(pair) }) as const),
    date.map(
      (date) => ({ kind: "yearly", month: Number(date.slice(5, 7)), day: Number(date.slice(8)) }) as const,
    ),
  );
}

function exceptionNear(base: string): fc.Arbitrary<Exception> {
  return fc.record({ on: datesNear(base), hours });
}

/** A schedule with exceptions around such a date, and instants around it too. */
export const cases: fc.Arbitrary<{ readonly schedule: Schedule; readonly instants: readonly number[] }> = fc
  .constantFrom(...places)
  .chain(({ timeZone, base }) =>
    fc.record({
      schedule: fc.record({
        timeZone: fc.constant(timeZone),
        week: fc.oneof(
          { weight: 1, arbitrary: fc.constantFrom("always" as const, "never" as const) },
          {
            weight: 6,
            arbitrary: fc.record({
              mon: hours,
              tue: hours,
              wed: hours,
              thu: hours,
              fri: hours,
              sat: hours,
              sun: hours,
            }),
          },
        ),
        exceptions: fc.array(exceptionNear(base), { maxLength: 4 }),
        holidays: fc.array(
          near(base).map((date) => ({ date, name: "Holiday" })),
          { maxLength: 2 },
        ),
      }),
      instants: fc.array(
        fc.integer({ min: -60 * 3600, max: 60 * 3600 }).map((seconds) => Date.parse(base) + seconds * 1000),
        { minLength: 5, maxLength: 20 },
      ),
    }),
  );
