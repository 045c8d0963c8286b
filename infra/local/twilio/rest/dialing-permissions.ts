import { type Context, Hono } from "hono";
import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/max";
import { invalid, notFound } from "../errors.ts";
import { formOf, required } from "../parameters.ts";
import { everythingOn } from "../paging.ts";
import { objectOf } from "../shapes.ts";
import type { DialingPermission } from "../state.ts";
import type { Store } from "../store.ts";

/** Twilio lists Canada with the United States. */
const countries = getCountries().filter((iso) => iso !== "CA");

/** Of the thousands that Twilio has, those of Twilio's own example and the costly ones of the United Kingdom. */
const specialPrefixes: Readonly<Record<string, readonly string[]>> = {
  GB: ["+4470", "+4484", "+4487", "+449"],
  LV: ["+37181", "+3719000"],
};

/** A new account may ring every country, but no number that is dear or misused. */
const initially: DialingPermission = {
  low_risk_numbers_enabled: true,
  high_risk_special_numbers_enabled: false,
  high_risk_tollfraud_numbers_enabled: false,
};

export const permissionOf = (store: Pick<Store, "state">, iso: string): DialingPermission =>
  store.state.dialingPermissions[iso] ?? initially;

/** Whether a number is one of a country's special services. */
export const isSpecial = (iso: string, phoneNumber: string): boolean =>
  (specialPrefixes[iso] ?? []).some((prefix) => phoneNumber.startsWith(prefix));

const nameOf = (iso: CountryCode): string =>
  iso === "US"
    ? "United States/Canada"
    : (new Intl.DisplayNames(["en"], { type: "region" }).of(iso) ?? iso);

/** https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource */
export const dialingPermissions = (store: Store): Hono => {
  const base = (context: Context) =>
    `${new URL(context.req.url).origin}/voice/v1/DialingPermissions/Countries`;
  const reply = (context: Context, iso: CountryCode) => {
    const url = `${base(context)}/${iso}`;
    return {
      iso_code: iso,
      name: nameOf(iso),
      continent: null,
      country_codes: [`+${getCountryCallingCode(iso)}`],
      ...permissionOf(store, iso),
      url,
      links: { highrisk_special_prefixes: `${url}/HighRiskSpecialPrefixes` },
    };
  };
  const find = (context: Context): CountryCode => {
    const iso = context.req.param("IsoCode") ?? "";
    const country = countries.find((one) => one === iso);
    if (country === undefined) throw notFound(`/v1/DialingPermissions/Countries/${iso}`);
    return country;
  };

  return new Hono()
    .get("/DialingPermissions/Countries", (context) => {
      const query = new URL(context.req.url).searchParams;
      const iso = query.get("IsoCode");
      const wanted = countries.filter((one) => !iso || one === iso).map((one) => reply(context, one));
      return context.json(everythingOn(base(context), "content", wanted, query));
    })
    .get("/DialingPermissions/Countries/:IsoCode", (context) => context.json(reply(context, find(context))))
    .get("/DialingPermissions/Countries/:IsoCode/HighRiskSpecialPrefixes", (context) => {
      const iso = find(context);
      const prefixes = (specialPrefixes[iso] ?? []).map((prefix) => ({ prefix }));
      const url = `${base(context)}/${iso}/HighRiskSpecialPrefixes`;
      return context.json(everythingOn(url, "content", prefixes, new URL(context.req.url).searchParams));
    })
    .post("/DialingPermissions/BulkCountryUpdates", async (context) => {
      const changes = changesIn(required(await formOf(context), "UpdateRequest"));
      store.update(({ dialingPermissions: all }) => {
        for (const { iso, change } of changes) all[iso] = { ...permissionOf(store, iso), ...change };
      });
      return context.json({ update_count: changes.length, update_request: "accepted" }, 201);
    });
};

interface Change {
  readonly iso: string;
  readonly change: Partial<DialingPermission>;
}

function changesIn(text: string): readonly Change[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw invalid("UpdateRequest must be a JSON array");
  }
  if (!Array.isArray(list)) throw invalid("UpdateRequest must be a JSON array");
  return list.map((item) => {
    const { iso_code: code, ...flags } = objectOf(item, "An update");
    const iso = countries.find((one) => one === code);
    if (iso === undefined) throw invalid(`There is no country ${String(code)}`);
    const known = Object.keys(initially).flatMap((name) =>
      flags[name] === undefined ? [] : [[name, String(flags[name]) === "true"]],
    );
    return { iso, change: Object.fromEntries(known) };
  });
}
