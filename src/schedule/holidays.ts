import { createRequire } from "node:module";
import type Holidays from "date-holidays";
import { dateOf, dayLength, dayOf } from "./day.ts";
import type { Holiday } from "./schedule.ts";

/** Days in a row, the first as an ISO date. */
export interface Horizon {
  readonly from: string;
  readonly days: number;
}

/**
 * The public holidays of a country or region (ISO 3166: `GB`, `GB-ENG`) in a horizon, by their names there. One that
 * is made up for on a working day is listed on both days. Half days are left out, and so are days on which only
 * banks and schools close. Empty for a region that is not known.
 */
export function publicHolidays(region: string, horizon: Horizon): readonly Holiday[] {
  const key = `${region} ${horizon.from} ${horizon.days}`;
  const found = listed.get(key) ?? holidaysIn(region, horizon);
  listed.set(key, found);
  return found;
}

/** Lists of a year take tens of milliseconds, and many schedules have the same. */
const listed = new Map<string, readonly Holiday[]>();

function holidaysIn(region: string, { from, days }: Horizon): readonly Holiday[] {
  const start = dayOf(from);
  if (start === undefined || !isRegion(region)) return [];
  const calendar = new (library())(region, { types: ["public"] });
  const names = new Map<number, Set<string>>();
  // A holiday may last into the new year, as Eswatini's Incwala does.
  for (let year = yearOf(start) - 1; year <= yearOf(start + days); year++)
    for (const holiday of calendar.getHolidays(year))
      for (const day of daysOf(holiday)) {
        if (day < start || day >= start + days) continue;
        names.set(day, (names.get(day) ?? new Set()).add(holiday.name));
      }
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([day, names]) => ({ date: dateOf(day), name: [...names].join(", ") }));
}

function daysOf({ date, start, end }: ReturnType<Holidays["getHolidays"]>[number]): readonly number[] {
  const first = dayOf(date.slice(0, 10)) ?? Number.NaN;
  // The day on which clocks go forward has 23 hours.
  const length = Math.floor((end.getTime() - start.getTime() + 3_600_000) / dayLength);
  return Array.from({ length }, (_, index) => first + index);
}

function yearOf(day: number): number {
  return Number(dateOf(day).slice(0, 4));
}

function isRegion(region: string): boolean {
  return regions().includes(region);
}

let known: readonly string[] | undefined;

/** Every country and region whose holidays are known, by its code. */
export function regions(): readonly string[] {
  known ??= [...codes()];
  return known;
}

function* codes(): Iterable<string> {
  const all = new (library())();
  for (const country of Object.keys(all.getCountries())) {
    yield country;
    for (const state of Object.keys(all.getStates(country) ?? {})) {
      yield `${country}-${state}`;
      for (const region of Object.keys(all.getRegions(country, state) ?? {}))
        yield `${country}-${state}-${region}`;
    }
  }
}

let loaded: typeof Holidays | undefined;

/**
 * It takes 0.1 s to load, so only a project with holidays does. By `require`, for a plan is compiled synchronously.
 */
function library(): typeof Holidays {
  loaded ??= createRequire(import.meta.url)("date-holidays") as typeof Holidays;
  return loaded;
}
