import { problemsOf } from "../schedule/problems.ts";
import { at, type Rule } from "./rule.ts";

/** What is wrong with a schedule beyond its form: zones, holidays and dates that do not exist, hours that overlap. */
export const schedule: Rule = function* (catalog) {
  for (const entry of catalog.schedules.values())
    for (const { path, ...problem } of problemsOf(entry.value)) yield at(entry, path, problem);
};
