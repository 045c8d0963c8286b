import type { Because } from "./because.ts";
import { momentFrom } from "./moment.ts";
import type { Dates, Schedule } from "./schedule.ts";
import type { State } from "./state.ts";

/** The state of the schedule `id` at an instant, e.g. `closed since 17:30, office hours, Europe/London`. */
export function stateText(id: string, { timeZone }: Schedule, state: State, at: number): string {
  const { open, since, until, because } = state;
  const word = open ? "open" : "closed";
  const turn = open ? until : since;
  const when = turn === undefined ? "" : ` ${open ? "until" : "since"} ${momentFrom(timeZone, turn, at)}`;
  const hours = `${id} hours, ${timeZone}`;
  switch (because.kind) {
    case "always":
    case "never":
    case "week":
      return turn === undefined ? `always ${word}, ${hours}` : `${word}${when}, ${hours}`;
    case "unknown time zone":
      return `taken for open: the time zone of the ${hours}, is not known here`;
    case "holiday":
    case "exception":
      return `${word}${because.kind === "holiday" ? "" : when}: ${becauseText(because)}, ${hours}`;
  }
}

/** What makes a schedule open or closed, e.g. `Christmas Day` or `exception 12-31`. */
export function becauseText(because: Because): string {
  switch (because.kind) {
    case "always":
      return "always open";
    case "never":
      return "never open";
    case "week":
      return "the week";
    case "exception":
      return `exception ${datesText(because.on)}`;
    case "holiday":
      return because.name;
    case "unknown time zone":
      return "the time zone is not known";
  }
}

/** As in the file: `12-31`, `2026-12-27..2026-12-28`. */
export function datesText(on: Dates): string {
  switch (on.kind) {
    case "date":
      return on.date;
    case "dates":
      return `${on.from}..${on.to}`;
    case "times":
      return `${on.from}..${on.to}`.replaceAll("T", " ");
    case "yearly":
      return [on.month, on.day].map((part) => String(part).padStart(2, "0")).join("-");
  }
}
