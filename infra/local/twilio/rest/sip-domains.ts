import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound, RestError } from "../errors.ts";
import { paginate, urisOf } from "../paging.ts";
import { booleanOf, formOf, methodOf, required } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { SipDomain } from "../state.ts";
import type { Store } from "../store.ts";
import { rfc2822 } from "./dates.ts";
import { recordChange } from "./events.ts";

const list = `/2010-04-01/Accounts/${credentials.accountSid}/SIP/Domains`;

/** https://www.twilio.com/docs/voice/sip/api/sip-domain-resource */
export const sipDomains = (store: Store): Hono => {
  const find = (context: Context): SipDomain => {
    const sid = context.req.param("Sid") ?? "";
    const domain = store.state.sipDomains[sid];
    if (domain === undefined) throw notFound(`${list}/${sid}.json`);
    return domain;
  };
  const save = (domain: SipDomain): void => {
    const { sid, domain_name } = domain;
    const isTaken = Object.values(store.state.sipDomains).some(
      (other) => other.domain_name === domain_name && other.sid !== sid,
    );
    if (isTaken) throw new RestError(400, 21232, `Invalid Domain: ${domain_name} is already in use`);
    store.update((state) => {
      recordChange(state, "sip-domain", state.sipDomains[sid], domain);
      state.sipDomains[sid] = domain;
    });
  };

  return new Hono()
    .get("/Accounts/:AccountSid/SIP/Domains", (context) => {
      const all = Object.values(store.state.sipDomains).reverse();
      const page = paginate(all, new URL(context.req.url).searchParams);
      return context.json({ domains: page.items.map(reply), ...urisOf(page, `${list}.json`) });
    })
    .post("/Accounts/:AccountSid/SIP/Domains", async (context) => {
      const form = await formOf(context);
      const domain = changed(created(nameOf(required(form, "DomainName"))), form);
      save(domain);
      return context.json(reply(domain), 201);
    })
    .get("/Accounts/:AccountSid/SIP/Domains/:Sid", (context) => context.json(reply(find(context))))
    .post("/Accounts/:AccountSid/SIP/Domains/:Sid", async (context) => {
      const domain = changed(find(context), await formOf(context));
      save(domain);
      return context.json(reply(domain));
    })
    .delete("/Accounts/:AccountSid/SIP/Domains/:Sid", (context) => {
      const { sid } = find(context);
      store.update(({ sipDomains }) => {
        delete sipDomains[sid];
      });
      return context.body(null, 204);
    });
};

const created = (domainName: string): SipDomain => {
  const now = new Date().toISOString();
  return {
    sid: newSid("SD"),
    domain_name: domainName,
    friendly_name: domainName,
    voice_url: null,
    voice_method: "POST",
    voice_fallback_url: null,
    voice_fallback_method: "POST",
    voice_status_callback_url: null,
    voice_status_callback_method: "POST",
    sip_registration: false,
    emergency_calling_enabled: false,
    secure: false,
    byoc_trunk_sid: null,
    emergency_caller_sid: null,
    date_created: now,
    date_updated: now,
  };
};

/** As with numbers: an omitted parameter changes nothing, an empty one clears a URL or a SID. */
const changed = (domain: SipDomain, form: URLSearchParams): SipDomain => {
  const url = (name: string, current: string | null): string | null => {
    const value = form.get(name);
    if (value === null) return current;
    if (value !== "" && !/^https?:\/\/[^\s/]+/.test(value))
      throw new RestError(400, 21402, `${name} is not a valid URL: ${value}`);
    return value;
  };
  const sid = (name: string, prefix: string, current: string | null): string | null => {
    const value = form.get(name);
    if (value === null) return current;
    if (value !== "" && !new RegExp(`^${prefix}[0-9a-f]{32}$`, "i").test(value))
      throw new RestError(400, 21231, `${name} is not a valid SID: ${value}`);
    return value === "" ? null : value;
  };
  const friendlyName = form.get("FriendlyName") ?? domain.friendly_name;
  if (friendlyName.length > 64)
    throw new RestError(400, 21231, "FriendlyName can have at most 64 characters");
  return {
    ...domain,
    domain_name: nameOf(form.get("DomainName") || domain.domain_name),
    friendly_name: friendlyName,
    voice_url: url("VoiceUrl", domain.voice_url),
    voice_method: methodOf(form, "VoiceMethod", domain.voice_method),
    voice_fallback_url: url("VoiceFallbackUrl", domain.voice_fallback_url),
    voice_fallback_method: methodOf(form, "VoiceFallbackMethod", domain.voice_fallback_method),
    voice_status_callback_url: url("VoiceStatusCallbackUrl", domain.voice_status_callback_url),
    voice_status_callback_method: methodOf(
      form,
      "VoiceStatusCallbackMethod",
      domain.voice_status_callback_method,
    ),
    sip_registration: booleanOf(form, "SipRegistration", domain.sip_registration),
    emergency_calling_enabled: booleanOf(form, "EmergencyCallingEnabled", domain.emergency_calling_enabled),
    secure: booleanOf(form, "Secure", domain.secure),
    byoc_trunk_sid: sid("ByocTrunkSid", "BY", domain.byoc_trunk_sid),
    emergency_caller_sid: sid("EmergencyCallerSid", "PN", domain.emergency_caller_sid),
    date_updated: new Date().toISOString(),
  };
};

const nameOf = (name: string): string => {
  const lower = name.toLowerCase();
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.sip\.twilio\.com$/.test(lower))
    throw new RestError(400, 21232, `Invalid Domain: "${name}" must end with sip.twilio.com`);
  return lower;
};

const reply = (domain: SipDomain) => ({
  ...domain,
  account_sid: credentials.accountSid,
  api_version: "2010-04-01",
  auth_type: "IP_ACL",
  date_created: rfc2822(domain.date_created),
  date_updated: rfc2822(domain.date_updated),
  uri: `${list}/${domain.sid}.json`,
  subresource_uris: {
    credential_list_mappings: `${list}/${domain.sid}/CredentialListMappings.json`,
    ip_access_control_list_mappings: `${list}/${domain.sid}/IpAccessControlListMappings.json`,
  },
});
