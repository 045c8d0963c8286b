import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { applied } from "./applied.ts";
import { eachLayers } from "./environments.ts";
import { at, type Rule } from "./rule.ts";
import { settings } from "./within.ts";

/** Opening hours name a schedule that exists, and say where calls go outside them. */
export const hours: Rule = function* (catalog) {
  const known = [...catalog.schedules.keys()];
  for (const { entry, value, path } of settings(catalog)) {
    if (value.hours === undefined || known.includes(value.hours) || catalog.brokenSchedules.has(value.hours))
      continue;
    const suggestions = suggest(value.hours, known);
    const message = `There is no schedule "${value.hours}": expected the name of a file in schedules/.${didYouMean(suggestions)}`;
    yield at(entry, [...path, "hours"], { code: "unknown-schedule", message, suggestions });
  }
  for (const entry of catalog.destinations.values()) {
    const reported = new Set<string>();
    for (const layers of eachLayers(catalog)) {
      const [hours, closed] = [applied(entry.value, layers, "hours"), applied(entry.value, layers, "closed")];
      const alone = hours && closed ? undefined : (hours ?? closed);
      if (!alone || reported.has(alone.path.join())) continue;
      reported.add(alone.path.join());
      yield at(
        entry,
        alone.path,
        hours
          ? {
              code: "hours-without-closed",
              part: "key",
              message:
                "`hours` closes this destination, but nothing says where calls go then. Add `closed: <destination>` or `closed: agent`.",
            }
          : {
              code: "closed-without-hours",
              part: "key",
              message:
                "`closed` applies outside opening hours, but this destination has none. Add `hours: <schedule>`, or remove it.",
            },
      );
    }
  }
};
