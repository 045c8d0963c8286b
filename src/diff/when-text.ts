import { type Weekday, weekdays } from "../schedule/schedule.ts";
import type { Change } from "./change.ts";

/** More dates than this are counted, not named. */
const most = 3;

/** When a change holds, for the middle of a sentence and for its end; both are empty for always. */
export interface WhenText {
  /** ` on Sat 10:00–14:00 (Europe/London)`, ` outside the hours of office` */
  readonly usually: string;
  /** `; not on 2026-12-26` */
  readonly besides: string;
}

export function whenText(when: Change["when"]): WhenText {
  if (when === undefined) return { usually: "", besides: "" };
  const { hours, week, dates, timeZone } = when;
  if (hours)
    return { usually: ` ${hours.open ? "in" : "outside"} the hours of ${hours.schedule}`, besides: "" };
  const usual = weekText(week);
  const entries = Object.entries(dates);
  const also = datesText(entries.filter(([, stretches]) => stretches.length > 0));
  const not = datesText(entries.filter(([, stretches]) => stretches.length === 0));
  const [first = "", ...rest] = [usual, also].filter((part) => part !== "");
  const others = [...rest.map((part) => `; also on ${part}`), ...(not === "" ? [] : [`; not on ${not}`])];
  return {
    usually: ` ${/^every day/.test(first) ? "" : "on "}${first} (${timeZone})`,
    besides: others.join(""),
  };
}

/** `Mon–Fri 09:00–12:30 and 13:30–17:30, Sat 10:00–14:00` */
function weekText(week: Readonly<Partial<Record<Weekday, readonly string[]>>>): string {
  const groups: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const [index, day] of weekdays.entries()) {
    const stretches = week[day];
    if (!stretches) continue;
    const hours = stretchesText(stretches);
    const group = groups.at(-1);
    if (group?.hours === hours && group.last === weekdays[index - 1]) group.last = day;
    else groups.push({ first: day, last: day, hours });
  }
  if (groups.length === 1 && groups[0]?.first === "mon" && groups[0].last === "sun")
    return `every day${groups[0].hours}`;
  return groups
    .map(({ first, last, hours }) => `${capital(first)}${first === last ? "" : `–${capital(last)}`}${hours}`)
    .join(", ");
}

/** Dates in a row that are alike are said once. */
function datesText(dates: readonly (readonly [string, readonly string[]])[]): string {
  const runs: { first: string; last: string; hours: string }[] = [];
  for (const [date, stretches] of dates) {
    const hours = stretches.length === 0 ? "" : stretchesText(stretches);
    const run = runs.at(-1);
    if (run?.hours === hours && Date.parse(date) - Date.parse(run.last) === 86_400_000) run.last = date;
    else runs.push({ first: date, last: date, hours });
  }
  const named = runs
    .slice(0, most)
    .map(({ first, last, hours }) => `${first}${first === last ? "" : ` to ${last}`}${hours}`);
  const more = runs.length - named.length;
  return more > 0
    ? `${named.join(", ")} and ${more} later ${more === 1 ? "date" : "dates"}`
    : named.join(", ");
}

/** Nothing for the whole day. */
function stretchesText(stretches: readonly string[]): string {
  if (stretches.join() === "00:00-24:00") return "";
  return ` ${stretches.map(stretchText).join(" and ")}`;
}

function stretchText(stretch: string): string {
  if (!stretch.includes("/")) return stretch.replace("-", "–");
  const [from = "", to = ""] = stretch.split("/").map((instant) => instant.slice(11, 16));
  return `${from}–${to} UTC`;
}

function capital(day: Weekday): string {
  return day.charAt(0).toUpperCase() + day.slice(1);
}
