import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound } from "../errors.ts";
import { formOf } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { InboundRegion } from "../state.ts";
import type { Store } from "../store.ts";

/** Where calls to a number or SIP Domain are processed: https://www.twilio.com/docs/global-infrastructure/inbound-processing-api */
export const inboundRegions = (store: Store): Hono => {
  const kinds = {
    PhoneNumbers: {
      field: "phone_number",
      names: () => Object.values(store.state.phoneNumbers).map(({ phone_number }) => phone_number),
    },
    SipDomains: {
      field: "sip_domain",
      names: () => Object.values(store.state.sipDomains).map(({ domain_name }) => domain_name),
    },
  } as const;
  const app = new Hono();
  for (const [path, { field, names }] of Object.entries(kinds)) {
    const find = (context: Context): InboundRegion => {
      const name = context.req.param("Name") ?? "";
      if (!names().includes(name)) throw notFound(`/v2/${path}/${name}`);
      return store.state.inboundRegions[name] ?? newRegion(name);
    };
    const reply = (context: Context, { name, ...region }: InboundRegion) => ({
      ...region,
      [field]: name,
      account_sid: credentials.accountSid,
      url: `${new URL(context.req.url).origin}/routes/v2/${path}/${name}`,
    });
    app
      .get(`/${path}/:Name`, (context) => context.json(reply(context, find(context))))
      .post(`/${path}/:Name`, async (context) => {
        const form = await formOf(context);
        const region = find(context);
        const changed: InboundRegion = {
          ...region,
          friendly_name: form.get("FriendlyName") ?? region.friendly_name,
          voice_region: form.get("VoiceRegion") || region.voice_region,
          date_updated: new Date().toISOString(),
        };
        store.update(({ inboundRegions: all }) => {
          all[changed.name] = changed;
        });
        return context.json(reply(context, changed));
      });
  }
  return app;
};

const newRegion = (name: string): InboundRegion => {
  const now = new Date().toISOString();
  return {
    sid: newSid("QQ"),
    name,
    friendly_name: name,
    voice_region: "us1",
    date_created: now,
    date_updated: now,
  };
};
