import { type Context, Hono } from "hono";
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { invalid, notFound } from "../errors.ts";
import { metaOf, paginate } from "../paging.ts";
import { formOf, required } from "../parameters.ts";
import { objectOf } from "../shapes.ts";
import type { DialingPermission, State } from "../state.ts";
import type { Store } from "../store.ts";

/** Twilio lists Canada with the United States; the islands that share their code are left out here. */
const countries = getCountries().filter((iso) => iso === "US" || getCountryCallingCode(iso) !== "1");

/** Of the thousands that Twilio has, those of Twilio's own example and the costly ones of the United Kingdom. */
const specialPrefixes: Readonly<Record<string, readonly string[]>> = {
  GB: ["+443", "+4470", "+4484", "+4487", "+449"],
  LV: ["+37181", "+3719000"],
};

/** A new account may ring every country, but no number that is dear or misused. */
const initially: DialingPermission = {
  low_risk_numbers_enabled: true,
  high_risk_special_numbers_enabled: false,
  high_risk_tollfraud_numbers_enabled: false,
};

const permissionOf = (state: State, iso: string): DialingPermission =>
  state.dialingPermissions[iso] ?? initially;

/** Whether the account may ring that number; toll fraud's ranges are nobody's to know. */
export const isPermitted = (state: State, phoneNumber: string): boolean => {
  const iso = parsePhoneNumberFromString(phoneNumber)?.country;
  if (iso === undefined) return true;
  const country = getCountryCallingCode(iso) === "1" ? "US" : iso;
  const { low_risk_numbers_enabled, high_risk_special_numbers_enabled } = permissionOf(state, country);
  const isSpecial = (specialPrefixes[country] ?? []).some((prefix) => phoneNumber.startsWith(prefix));
  return isSpecial ? high_risk_special_numbers_enabled : low_risk_numbers_enabled;
};

const nameOf = (iso: CountryCode): string =>
  iso === "US" ? "United States/Canada" : (new Intl.DisplayNames(["en"], { type: "region" }).of(iso) ?? iso);

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
      ...permissionOf(store.state, iso),
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
      const wanted = query.get("IsoCode");
      const page = paginate(
        countries.filter((iso) => !wanted || iso === wanted).map((iso) => ({ sid: iso })),
        query,
      );
      return context.json({
        content: page.items.map(({ sid: iso }) => reply(context, iso)),
        meta: metaOf(page, base(context), "content"),
      });
    })
    .get("/DialingPermissions/Countries/:IsoCode", (context) => context.json(reply(context, find(context))))
    .get("/DialingPermissions/Countries/:IsoCode/HighRiskSpecialPrefixes", (context) => {
      const iso = find(context);
      const prefixes = (specialPrefixes[iso] ?? []).map((prefix) => ({ sid: prefix }));
      const page = paginate(prefixes, new URL(context.req.url).searchParams);
      return context.json({
        content: page.items.map(({ sid: prefix }) => ({ prefix })),
        meta: metaOf(page, `${base(context)}/${iso}/HighRiskSpecialPrefixes`, "content"),
      });
    })
    .post("/DialingPermissions/BulkCountryUpdates", async (context) => {
      const changes = changesIn(required(await formOf(context), "UpdateRequest"));
      store.update(({ dialingPermissions: all }) => {
        for (const { iso, change } of changes) all[iso] = { ...permissionOf(store.state, iso), ...change };
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
