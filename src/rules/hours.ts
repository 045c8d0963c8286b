import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { at, type Rule } from "./rule.ts";
import { settings } from "./within.ts";

/** Opening hours name a schedule that exists, and say where calls go outside them. */
export const hours: Rule = function* (catalog) {
  const known = [...catalog.schedules.keys()];
  for (const { entry, value, path, environment } of settings(catalog)) {
    const inherited = environment === undefined ? undefined : entry.value;
    const effectiveHours = value.hours ?? inherited?.hours;
    const effectiveClosed = value.closed ?? inherited?.closed;
    if (
      value.hours !== undefined &&
      !known.includes(value.hours) &&
      !catalog.brokenSchedules.has(value.hours)
    ) {
      const suggestions = suggest(value.hours, known);
      const message = `There is no schedule "${value.hours}": expected the name of a file in schedules/.${didYouMean(suggestions)}`;
      yield at(entry, [...path, "hours"], { code: "unknown-schedule", message, suggestions });
    }
    if (value.hours !== undefined && effectiveClosed === undefined)
      yield at(entry, [...path, "hours"], {
        code: "hours-without-closed",
        part: "key",
        message:
          "`hours` closes this destination, but nothing says where calls go then. Add `closed: <destination>` or `closed: agent`.",
      });
    if (value.closed !== undefined && effectiveHours === undefined)
      yield at(entry, [...path, "closed"], {
        code: "closed-without-hours",
        part: "key",
        message:
          "`closed` applies outside opening hours, but this destination has none. Add `hours: <schedule>`, or remove it.",
      });
  }
};
