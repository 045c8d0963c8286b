import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound, RestError } from "../errors.ts";
import { paginate, urisOf } from "../paging.ts";
import { booleanOf, formOf, methodOf } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { PhoneNumber } from "../state.ts";
import type { Store } from "../store.ts";
import { rfc2822 } from "./dates.ts";
import { recordChange } from "./events.ts";

const list = `/2010-04-01/Accounts/${credentials.accountSid}/IncomingPhoneNumbers`;

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const incomingPhoneNumbers = (store: Store): Hono => {
  const find = (context: Context): PhoneNumber => {
    const sid = context.req.param("Sid") ?? "";
    const number = store.state.phoneNumbers[sid];
    if (number === undefined) throw notFound(`${list}/${sid}.json`);
    return number;
  };
  const save = (number: PhoneNumber): void =>
    store.update((state) => {
      recordChange(state, "phone-number", state.phoneNumbers[number.sid], number);
      state.phoneNumbers[number.sid] = number;
    });

  return new Hono()
    .get("/Accounts/:AccountSid/IncomingPhoneNumbers", (context) => {
      const query = new URL(context.req.url).searchParams;
      const matches = filterOf(query);
      const page = paginate(Object.values(store.state.phoneNumbers).filter(matches).reverse(), query);
      return context.json({ incoming_phone_numbers: page.items.map(reply), ...urisOf(page, `${list}.json`) });
    })
    .post("/Accounts/:AccountSid/IncomingPhoneNumbers", async (context) => {
      const form = await formOf(context);
      const phoneNumber = form.get("PhoneNumber") ?? "";
      if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber))
        throw new RestError(400, 21421, `PhoneNumber "${phoneNumber}" is not valid`);
      const taken = Object.values(store.state.phoneNumbers).some(
        ({ phone_number }) => phone_number === phoneNumber,
      );
      if (taken || store.state.releasedNumbers.includes(phoneNumber))
        throw new RestError(400, 21422, `PhoneNumber ${phoneNumber} is not available`);
      const number = changed(bought(phoneNumber), form);
      save(number);
      return context.json(reply(number), 201);
    })
    .get("/Accounts/:AccountSid/IncomingPhoneNumbers/:Sid", (context) => context.json(reply(find(context))))
    .post("/Accounts/:AccountSid/IncomingPhoneNumbers/:Sid", async (context) => {
      const number = changed(find(context), await formOf(context));
      save(number);
      return context.json(reply(number));
    })
    .delete("/Accounts/:AccountSid/IncomingPhoneNumbers/:Sid", (context) => {
      const number = find(context);
      store.update((state) => {
        delete state.phoneNumbers[number.sid];
        state.releasedNumbers.push(number.phone_number);
      });
      return context.body(null, 204);
    });
};

const bought = (phoneNumber: string): PhoneNumber => {
  const now = new Date().toISOString();
  return {
    sid: newSid("PN"),
    phone_number: phoneNumber,
    friendly_name: phoneNumber,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    voice_url: null,
    voice_method: "POST",
    voice_fallback_url: null,
    voice_fallback_method: "POST",
    voice_application_sid: "",
    voice_caller_id_lookup: false,
    voice_receive_mode: "voice",
    trunk_sid: null,
    sms_url: "",
    sms_method: "POST",
    sms_fallback_url: "",
    sms_fallback_method: "POST",
    sms_application_sid: "",
    status_callback: "",
    status_callback_method: "POST",
    address_sid: null,
    bundle_sid: null,
    identity_sid: null,
    emergency_status: "Inactive",
    emergency_address_sid: null,
    date_created: now,
    date_updated: now,
  };
};

/**
 * An omitted parameter changes nothing; an empty one clears a URL or a SID. A URL that was never set is null and
 * one that was cleared is empty, as both occur in Twilio's replies.
 */
const changed = (number: PhoneNumber, form: URLSearchParams): PhoneNumber => {
  const url = <Current extends string | null>(name: string, current: Current): Current | string => {
    const value = form.get(name);
    if (value === null) return current;
    if (value === "") return "";
    if (!/^https?:\/\/[^\s/]+/.test(value))
      throw new RestError(400, 21402, `${name} is not a valid URL: ${value}`);
    return value;
  };
  const sid = <Cleared extends string | null>(
    name: string,
    prefix: string,
    current: string | Cleared,
    cleared: Cleared,
  ) => {
    const value = form.get(name);
    if (value === null) return current;
    if (value === "") return cleared;
    if (!new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(value))
      throw new RestError(400, 20001, `${name} is not a valid SID: ${value}`);
    return value;
  };
  const friendlyName = form.get("FriendlyName") ?? number.friendly_name;
  if ([...friendlyName].length > 64)
    throw new RestError(400, 20001, "FriendlyName is too long: it can have at most 64 characters");

  const trunk = sid("TrunkSid", "TK", number.trunk_sid, null);
  const application = sid("VoiceApplicationSid", "AP", number.voice_application_sid, "");
  const result: PhoneNumber = {
    ...number,
    friendly_name: friendlyName,
    voice_url: url("VoiceUrl", number.voice_url),
    voice_method: methodOf(form, "VoiceMethod", number.voice_method),
    voice_fallback_url: url("VoiceFallbackUrl", number.voice_fallback_url),
    voice_fallback_method: methodOf(form, "VoiceFallbackMethod", number.voice_fallback_method),
    // Setting one of the two deletes the other.
    trunk_sid: form.get("VoiceApplicationSid") ? null : trunk,
    voice_application_sid: form.get("TrunkSid") ? "" : application,
    voice_caller_id_lookup: booleanOf(form, "VoiceCallerIdLookup", number.voice_caller_id_lookup),
    voice_receive_mode: receiveModeOf(form, number.voice_receive_mode),
    sms_url: url("SmsUrl", number.sms_url),
    sms_method: methodOf(form, "SmsMethod", number.sms_method),
    sms_fallback_url: url("SmsFallbackUrl", number.sms_fallback_url),
    sms_fallback_method: methodOf(form, "SmsFallbackMethod", number.sms_fallback_method),
    sms_application_sid: sid("SmsApplicationSid", "AP", number.sms_application_sid, ""),
    status_callback: url("StatusCallback", number.status_callback),
    status_callback_method: methodOf(form, "StatusCallbackMethod", number.status_callback_method),
    address_sid: sid("AddressSid", "AD", number.address_sid, null),
    bundle_sid: sid("BundleSid", "BU", number.bundle_sid, null),
    identity_sid: sid("IdentitySid", "RI", number.identity_sid, null),
    emergency_address_sid: sid("EmergencyAddressSid", "AD", number.emergency_address_sid, null),
    date_updated: new Date().toISOString(),
  };
  if (result.voice_fallback_url && !result.voice_url)
    throw new RestError(400, 21405, "VoiceFallbackUrl cannot be set without VoiceUrl");
  if (result.sms_fallback_url !== "" && result.sms_url === "")
    throw new RestError(400, 21406, "SmsFallbackUrl cannot be set without SmsUrl");
  return result;
};

const receiveModeOf = (form: URLSearchParams, current: "voice" | "fax"): "voice" | "fax" => {
  const value = form.get("VoiceReceiveMode");
  if (value === null || value === "") return current;
  if (value !== "voice" && value !== "fax")
    throw new RestError(400, 20001, `VoiceReceiveMode must be voice or fax, not "${value}"`);
  return value;
};

/** PhoneNumber matches a part of the number, and `*` any one digit; FriendlyName is compared whole. */
const filterOf = (query: URLSearchParams): ((number: PhoneNumber) => boolean) => {
  const pattern = query.get("PhoneNumber");
  const friendlyName = query.get("FriendlyName");
  // A space is a plus sign that somebody forgot to encode: Twilio ignores what is no digit, letter or `*`.
  const wanted = pattern?.replace(/[^\d*a-zA-Z]/g, "").replaceAll("*", "\\d");
  return (number) =>
    (!wanted || new RegExp(wanted).test(number.phone_number.slice(1))) &&
    (!friendlyName || number.friendly_name === friendlyName);
};

const reply = (number: PhoneNumber) => ({
  ...number,
  account_sid: credentials.accountSid,
  address_requirements: "none",
  api_version: "2010-04-01",
  beta: false,
  emergency_address_status: "unregistered",
  origin: "twilio",
  status: "in-use",
  date_created: rfc2822(number.date_created),
  date_updated: rfc2822(number.date_updated),
  uri: `${list}/${number.sid}.json`,
});
