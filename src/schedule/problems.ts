import type { ScheduleShape } from "../../schema/schedule.ts";
import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { exceptionProblems } from "./exception-problems.ts";
import { regions } from "./holidays.ts";
import type { Problem } from "./problem.ts";
import { weekProblems } from "./week-problems.ts";
import { zoneOf } from "./zone.ts";

/** What is wrong with a schedule beyond its form, in the order of the file's keys. */
export function problemsOf(shape: ScheduleShape): readonly Problem[] {
  return [
    ...timeZoneProblems(shape),
    ...weekProblems(shape),
    ...neverOpens(shape),
    ...holidayProblems(shape),
    ...exceptionProblems(shape),
  ];
}

function* timeZoneProblems({ timeZone }: ScheduleShape): Iterable<Problem> {
  if (zoneOf(timeZone)) return;
  const zones = Intl.supportedValuesOf("timeZone");
  const cities = suggest(cityOf(timeZone), zones.map(cityOf));
  const suggestions = zones.filter((zone) => cities.includes(cityOf(zone)));
  yield {
    path: ["timeZone"],
    part: "value",
    code: "unknown-time-zone",
    message: `There is no time zone "${timeZone}": expected a name of the IANA database, such as Europe/London.${didYouMean(suggestions)}`,
    suggestions,
  };
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1);
}

/** Codes that people write for a country, and the one that ISO 3166 has. */
const instead: Readonly<Record<string, string>> = { UK: "GB", EL: "GR" };

function* holidayProblems({ holidays }: ScheduleShape): Iterable<Problem> {
  const known = holidays === undefined ? [] : regions();
  if (holidays === undefined || known.includes(holidays)) return;
  const written = holidays.slice(0, 2);
  const country = instead[written] ?? written;
  const code = `${country}${holidays.slice(2)}`;
  const inside = known.filter((region) => region.startsWith(`${country}-`));
  const suggestions = known.includes(code) ? [code] : suggest(code, inside);
  const expected = !known.includes(country)
    ? "a country of ISO 3166, alone or with a region, such as GB or GB-ENG"
    : inside.length === 0
      ? country
      : `${country}, or one of ${inside.join(", ")}`;
  yield {
    path: ["holidays"],
    part: "value",
    code: "unknown-holidays",
    message: `No public holidays are known for "${holidays}": expected ${expected}.${didYouMean(suggestions)}`,
    suggestions,
  };
}

/** `open: never` says so; a week that happens to be empty is a mistake. */
function* neverOpens({ open, except = {} }: ScheduleShape): Iterable<Problem> {
  if (typeof open === "string") return;
  if ([...Object.values(open), ...Object.values(except)].some((hours) => hours !== "closed")) return;
  yield {
    path: ["open"],
    part: "key",
    code: "never-opens",
    message: "This schedule never opens. List the hours of at least one day, or write `open: never`.",
    suggestions: [],
  };
}
