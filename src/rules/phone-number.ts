import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { at, type Rule } from "./rule.ts";

/**
 * A number that no network could connect, that costs more than a call, or that lies in a country which the policy
 * leaves out.
 */
export const phoneNumber: Rule = function* (catalog) {
  const countries = catalog.project?.value.policy?.countries;
  for (const { entry, path, number, dialled } of numbersOf(catalog)) {
    const parsed = parsePhoneNumberFromString(number);
    if (!parsed?.isValid()) {
      yield at(entry, path, {
        code: "phone-number-invalid",
        message: `${number} is no number that exists: its length or its prefix fits no country's plan. Check the digits.`,
      });
      continue;
    }
    if (!dialled) continue;
    const costly = costlyTypes[parsed.getType() ?? ""];
    if (costly !== undefined)
      yield at(entry, path, {
        code: "costly-number",
        message: `${number} is a ${costly} number: each handed-off call would be charged by the minute, and Twilio blocks such numbers by default. Name the number behind it.`,
      });
    const { country } = parsed;
    if (countries === undefined || (country !== undefined && countries.includes(country))) continue;
    yield at(entry, path, {
      code: "country-not-allowed",
      message: `${number} is in ${country ?? "no single country"}, and the policy allows calls to ${countries.join(", ")}. Add the country to policy.countries in handoffs.yaml, or use another number.`,
    });
  }
};

/** Types of libphonenumber. */
const costlyTypes: Readonly<Record<string, string>> = {
  PREMIUM_RATE: "premium-rate",
  SHARED_COST: "shared-cost",
};

interface Found {
  readonly entry: Entry<unknown>;
  readonly path: Path;
  readonly number: string;
  /** Whether calls go there, rather than come from there. */
  readonly dialled: boolean;
}

/** Every E.164 number of the files, whatever key it stands under. */
function* numbersOf(catalog: Catalog): Iterable<Found> {
  for (const entry of catalog.destinations.values()) yield* within(entry, entry.value, []);
  if (catalog.project) yield* within(catalog.project, catalog.project.value.environments, ["environments"]);
  for (const entry of catalog.numbers.values()) {
    for (const [environment, { number }] of Object.entries(entry.value.environments))
      if (number !== undefined)
        yield { entry, path: ["environments", environment, "number"], number, dialled: false };
  }
}

const keys: ReadonlySet<string | number> = new Set(["to", "number", "callerId"]);

function* within(entry: Entry<unknown>, value: unknown, path: Path): Iterable<Found> {
  const key = path.at(-1);
  if (typeof value === "string" && key !== undefined && keys.has(key) && value.startsWith("+"))
    yield { entry, path, number: value, dialled: key !== "callerId" };
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    for (const [inner, part] of Object.entries(value)) yield* within(entry, part, [...path, inner]);
}
