import { at, type Rule } from "./rule.ts";

/** An exception whose last day is over decides nothing any more. */
export const pastException: Rule = function* (catalog) {
  const { today } = catalog;
  if (today === undefined) return;
  for (const entry of catalog.schedules.values())
    for (const dates of Object.keys(entry.value.except ?? {})) {
      const last = dates.split("..").at(-1)?.slice(0, 10) ?? "";
      // A yearly date is never over.
      if (!/^\d{4}-/.test(last) || last >= today) continue;
      yield at(entry, ["except", dates], {
        code: "past-exception",
        severity: "warning",
        part: "key",
        message: `${dates} is over, so this exception decides nothing any more. Remove it; for a date of every year write ${last.slice(5)}.`,
      });
    }
};
