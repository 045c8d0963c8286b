import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { environmentsOf, layersOf } from "../plan/environment.ts";
import { applied } from "./applied.ts";
import { at, type Rule } from "./rule.ts";
import { settings } from "./within.ts";

/** Opening hours name a schedule that exists, and say where calls go outside them. */
export const hours: Rule = function* (catalog) {
  const { project } = catalog;
  const known = [...catalog.schedules.keys()];
  for (const { entry, value, path } of settings(catalog)) {
    if (value.hours === undefined || known.includes(value.hours) || catalog.brokenSchedules.has(value.hours))
      continue;
    const suggestions = suggest(value.hours, known);
    const message = `There is no schedule "${value.hours}": expected the name of a file in schedules/.${didYouMean(suggestions)}`;
    yield at(entry, [...path, "hours"], { code: "unknown-schedule", message, suggestions });
  }
  const everyLayers = project
    ? environmentsOf(project.value).map((environment) => layersOf(project.value, environment))
    : [[]];
  for (const entry of catalog.destinations.values()) {
    const reported = new Set<string>();
    for (const layers of everyLayers) {
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
