import { type Context, Hono } from "hono";
import { type Calls, callOf } from "../call/calls.ts";
import type { Beginning } from "../call/session.ts";
import type { Webhook } from "../call/webhook.ts";
import { credentials } from "../credentials.ts";
import { RestError } from "../errors.ts";
import { paginate, urisOf } from "../paging.ts";
import { formOf, methodOf } from "../parameters.ts";
import type { Call, State } from "../state.ts";
import type { Store } from "../store.ts";
import { rfc2822 } from "./dates.ts";

const list = `/2010-04-01/Accounts/${credentials.accountSid}/Calls`;
const maximumTwiml = 4000;

/** https://www.twilio.com/docs/voice/api/call-resource */
export const calls = (store: Store, placed: Calls): Hono =>
  new Hono()
    .get("/Accounts/:AccountSid/Calls", (context) => {
      const query = new URL(context.req.url).searchParams;
      const all = Object.values(store.state.calls).filter((call) =>
        filters.every(([name, field]) => !query.get(name) || query.get(name) === call[field]),
      );
      const page = paginate(all.reverse(), query);
      return context.json({ calls: page.items.map(reply), ...urisOf(page, `${list}.json`) });
    })
    .post("/Accounts/:AccountSid/Calls", async (context) => {
      const form = await formOf(context);
      const to = form.get("To") ?? "";
      const from = form.get("From") ?? "";
      if (to === "") throw new RestError(400, 21201, "No 'To' number is specified");
      if (from === "") throw new RestError(400, 21213, "No 'From' number is specified");
      if (!isCallerId(store.state, from))
        throw new RestError(
          400,
          21210,
          `The source phone number provided, ${from}, is not yet verified for your account`,
        );
      const beginning = beginningOf(form);
      if (beginning === undefined) throw new RestError(400, 21205, "Url parameter is required.");
      return context.json(
        reply(placed.placeOutbound({ to, from, beginning, fallback: fallbackOf(form) })),
        201,
      );
    })
    .get("/Accounts/:AccountSid/Calls/:Sid", (context) => context.json(reply(find(store.state, context))))
    .post("/Accounts/:AccountSid/Calls/:Sid", async (context) => {
      const call = find(store.state, context);
      const form = await formOf(context);
      const beginning = beginningOf(form);
      const status = form.get("Status");
      if (status !== null && status !== "completed" && status !== "canceled")
        throw new RestError(400, 21218, `Invalid Status "${status}"`);
      if (status !== null) placed.hangUp(call.sid);
      else if (beginning !== undefined) await placed.move(call.sid, beginning, fallbackOf(form));
      return context.json(reply(find(store.state, context)));
    })
    .delete("/Accounts/:AccountSid/Calls/:Sid", (context) => {
      const { sid } = find(store.state, context);
      store.update(({ calls }) => {
        delete calls[sid];
      });
      return context.body(null, 204);
    });

const filters = [
  ["To", "to"],
  ["From", "from"],
  ["ParentCallSid", "parent_call_sid"],
  ["Status", "status"],
] as const satisfies readonly (readonly [string, keyof Call])[];

const find = (state: State, context: Context): Call => callOf(state, context.req.param("Sid") ?? "");

const isCallerId = (state: State, from: string): boolean =>
  [...Object.values(state.phoneNumbers), ...Object.values(state.callerIds)].some(
    ({ phone_number }) => phone_number === from,
  );

/** Url or Twiml: on update they exclude each other. */
const beginningOf = (form: URLSearchParams): Beginning | undefined => {
  const url = form.get("Url") || undefined;
  const twiml = form.get("Twiml") || undefined;
  if (url !== undefined && twiml !== undefined)
    throw new RestError(400, 20001, "Url and Twiml cannot be given together");
  if (twiml !== undefined && twiml.length > maximumTwiml)
    throw new RestError(400, 32018, `Twiml can have at most ${maximumTwiml} characters`);
  if (twiml !== undefined) return { twiml };
  return url === undefined ? undefined : webhookOf(form, url, "Method");
};

const fallbackOf = (form: URLSearchParams): Webhook | null => {
  const url = form.get("FallbackUrl");
  return url ? webhookOf(form, url, "FallbackMethod") : null;
};

const webhookOf = (form: URLSearchParams, url: string, method: string): Webhook => {
  if (!/^https?:\/\/[^\s/]+/.test(url)) throw new RestError(400, 21205, `Url is not a valid URL: ${url}`);
  return { url, method: methodOf(form, method, "POST"), params: {} };
};

const reply = (call: Call) => {
  const uri = `${list}/${call.sid}`;
  return {
    sid: call.sid,
    account_sid: credentials.accountSid,
    parent_call_sid: call.parent_call_sid,
    to: call.to,
    to_formatted: call.to,
    from: call.from,
    from_formatted: call.from,
    phone_number_sid: call.phone_number_sid,
    status: call.status,
    start_time: rfc2822(call.start_time),
    end_time: call.end_time === null ? null : rfc2822(call.end_time),
    duration: call.duration === null ? null : String(call.duration),
    price: null,
    price_unit: "USD",
    direction: call.direction,
    answered_by: null,
    api_version: "2010-04-01",
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: "0",
    trunk_sid: null,
    date_created: rfc2822(call.date_created),
    date_updated: rfc2822(call.date_updated),
    uri: `${uri}.json`,
    subresource_uris: { notifications: `${uri}/Notifications.json`, recordings: `${uri}/Recordings.json` },
  };
};
