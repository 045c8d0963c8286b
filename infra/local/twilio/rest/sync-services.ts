import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound } from "../errors.ts";

/** The one that every account has; the emulator makes no others. */
const defaultService = {
  sid: "IS10ca1000000000000000000000000000",
  unique_name: "default",
  friendly_name: "Default Service",
  date: "2026-01-01T00:00:00Z",
} as const;

/** Throws what the API answers for a Service that is not there. */
export const syncServiceOf = (sidOrName: string): typeof defaultService => {
  if (sidOrName !== defaultService.sid && sidOrName !== defaultService.unique_name)
    throw notFound(`/Services/${sidOrName}`);
  return defaultService;
};

export const syncServiceUrl = (context: Context): string =>
  `${new URL(context.req.url).origin}/sync/v1/Services/${defaultService.sid}`;

/** https://www.twilio.com/docs/sync/api/service */
export const syncServices = (): Hono =>
  new Hono().get("/Services/:Sid", (context) => {
    const { sid, unique_name, friendly_name, date } = syncServiceOf(context.req.param("Sid"));
    const url = syncServiceUrl(context);
    return context.json({
      sid,
      unique_name,
      account_sid: credentials.accountSid,
      friendly_name,
      date_created: date,
      date_updated: date,
      url,
      webhook_url: null,
      webhooks_from_rest_enabled: false,
      reachability_webhooks_enabled: false,
      acl_enabled: false,
      reachability_debouncing_enabled: false,
      reachability_debouncing_window: 5000,
      links: {
        documents: `${url}/Documents`,
        lists: `${url}/Lists`,
        maps: `${url}/Maps`,
        streams: `${url}/Streams`,
      },
    });
  });
