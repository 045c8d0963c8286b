import { type Dates, type Shift, type Weekday, weekdays } from "./schedule.ts";

/** Of `09:00-12:30, 13:30-17:30`, `open` (all day) or `closed`. */
export function shiftsOf(hours: string): readonly Shift[] {
  if (hours === "closed") return [];
  if (hours === "open") return [{ opens: "00:00", closes: "24:00" }];
  return hours
    .split(",")
    .map((shift) => {
      const [opens = "", closes = ""] = shift.trim().split("-");
      return { opens, closes };
    })
    .sort((a, b) => (a.opens < b.opens ? -1 : 1));
}

/** Of `wed` or `mon-fri`; `sat-mon` runs over the end of the week. */
export function weekdaysOf(days: string): readonly Weekday[] {
  const [first = "", last = first] = days.split("-");
  const names: readonly string[] = weekdays;
  const [start, end] = [names.indexOf(first), names.indexOf(last)];
  const upToSunday = weekdays.slice(start, end < start ? undefined : end + 1);
  return end < start ? [...upToSunday, ...weekdays.slice(0, end + 1)] : upToSunday;
}

/** Of `2026-12-24`, `2026-12-27..2026-12-28`, `2026-11-30 14:00..2026-11-30 16:00` or `12-31`. */
export function datesOf(text: string): Dates {
  const [from = "", to] = text.split("..").map((end) => end.replace(" ", "T"));
  if (to !== undefined) return { kind: from.includes("T") ? "times" : "dates", from, to };
  if (from.length > "12-31".length) return { kind: "date", date: from };
  const [month, day] = from.split("-").map(Number);
  return { kind: "yearly", month: month ?? 0, day: day ?? 0 };
}
