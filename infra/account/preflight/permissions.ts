import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { pages } from "../../provider/client/paging.ts";
import { list, optional, type Reply, reply } from "../../provider/client/reply.ts";
import { ask, type Operation } from "../../provider/operation.ts";
import type { Check } from "./check.ts";
import { found, targetPlace, targetsOf } from "./places.ts";

const countriesPath = "/v1/DialingPermissions/Countries";

interface Country {
  readonly iso: string;
  readonly name: string;
  readonly codes: readonly string[];
  readonly usual: boolean;
  readonly special: boolean;
}

/** Without permission, Twilio does not dial: errors 21215, 32205 and 13227, heard by a caller as a failed transfer. */
export const permissions: Check = {
  question: "which countries the account may ring",
  async run(subject) {
    const targets = targetsOf(subject.plan, "number");
    if (targets.length === 0) return [];
    const { operation } = subject;
    const countries = await listOf(operation, countriesPath, toCountry);
    const checked = targets.map(async ([id, { number }]) => {
      const country = countryOf(number, countries);
      if (country === undefined) return [];
      const place = targetPlace(subject, id);
      const prefix = country.special ? undefined : await specialPrefix(operation, country.iso, number);
      if (prefix !== undefined)
        return [
          found(place, {
            code: "prefix-not-permitted",
            message: `The account may not ring ${number}: ${prefix} is one of the special services of ${country.name}. Allow "high-risk special services" for ${country.name} under Voice geographic permissions in Twilio's console, or name another number.`,
          }),
        ];
      return country.usual
        ? []
        : [
            found(place, {
              code: "country-not-permitted",
              message: `The account may not ring ${country.name}, where ${number} is. Allow it under Voice geographic permissions in Twilio's console.`,
            }),
          ];
    });
    return (await Promise.all(checked)).flat();
  },
};

/** Twilio lists some countries together, such as the United States and Canada: then by the longest code that fits. */
function countryOf(number: string, countries: readonly Country[]): Country | undefined {
  const iso = parsePhoneNumberFromString(number)?.country;
  const length = ({ codes }: Country) =>
    Math.max(0, ...codes.filter((code) => number.startsWith(code)).map((code) => code.length));
  return (
    countries.find((country) => country.iso === iso) ??
    countries.filter((country) => length(country) > 0).sort((a, b) => length(b) - length(a))[0]
  );
}

/** https://www.twilio.com/docs/voice/api/dialingpermissions-highriskspecialprefix-resource */
async function specialPrefix(operation: Operation, iso: string, number: string): Promise<string | undefined> {
  const path = `${countriesPath}/${iso}/HighRiskSpecialPrefixes`;
  const prefixes = await listOf(operation, path, (item) => optional(item, "prefix"));
  return prefixes.find((prefix) => prefix !== "" && number.startsWith(prefix));
}

const listOf = <T>(operation: Operation, path: string, read: (item: Reply) => T): Promise<readonly T[]> =>
  operation.account.once(path, async () => {
    const found = await pages((query) =>
      ask(operation, { method: "GET", product: "voice", path, query }, reply),
    );
    return found.flatMap((page) => list(page, "content").map(read));
  });

/** https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource */
const toCountry = (item: Reply): Country => ({
  iso: optional(item, "iso_code"),
  name: optional(item, "name"),
  codes: Array.isArray(item.country_codes) ? item.country_codes.map(String) : [],
  usual: item.low_risk_numbers_enabled === true,
  special: item.high_risk_special_numbers_enabled === true,
});
