import type { Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { local } from "../plan/environment.ts";
import { at, type Rule, relatedTo } from "./rule.ts";

/** One inbound number belongs to one entry and one environment: two would overwrite each other's webhooks. */
export const numberTaken: Rule = function* (catalog) {
  const first = new Map<
    string,
    { readonly entry: Entry<unknown>; readonly path: Path; readonly environment: string }
  >();
  for (const entry of catalog.numbers.values()) {
    for (const [environment, { number: phone, sipDomain }] of Object.entries(entry.value.environments)) {
      // The emulator's numbers are its own.
      const number = phone ?? sipDomain;
      if (number === undefined || environment === local) continue;
      const path = ["environments", environment, phone === undefined ? "sipDomain" : "number"];
      const other = first.get(number);
      if (!other) first.set(number, { entry, path, environment });
      else
        yield at(entry, path, {
          code: "number-taken",
          message: `${number} is already "${other.entry.id}" in ${other.environment}. Each entry and environment needs a number of its own.`,
          related: [relatedTo(other.entry, other.path, "first claimed here")],
        });
    }
  }
};
