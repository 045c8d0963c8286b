import { at, type Rule } from "./rule.ts";
import { settings } from "./within.ts";

/** A schedule that no destination names decides nothing. */
export const unusedSchedule: Rule = function* (catalog) {
  const used = new Set([...settings(catalog)].map(({ value }) => value.hours));
  // A file that could not be read may well name it.
  if (catalog.broken.size > 0) return;
  for (const [id, entry] of catalog.schedules)
    if (!used.has(id))
      yield at(entry, [], {
        code: "unused-schedule",
        severity: "warning",
        message: `No destination has \`hours: ${id}\`, so this schedule decides nothing. Name it in a destination, or remove the file.`,
      });
};
