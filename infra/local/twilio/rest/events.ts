import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { metaOf, paginate } from "../paging.ts";
import { newSid } from "../sid.ts";
import type { Event, State } from "../state.ts";
import type { Store } from "../store.ts";

/** Twilio keeps 30 days; the emulator so many lines. */
const kept = 2000;

/** Writes down which fields of an object were changed; nothing for one that is new, or the same. */
export function recordChange<T extends { readonly sid: string }>(
  state: State,
  type: "phone-number" | "sip-domain",
  before: T | undefined,
  after: T,
): void {
  if (before === undefined) return;
  const old = new Map<string, unknown>(Object.entries(before));
  const changes = Object.entries(after).flatMap(([name, updated]) => {
    const previous = old.get(name);
    return name === "date_updated" || previous === updated ? [] : [[name, { previous, updated }] as const];
  });
  if (changes.length === 0) return;
  state.events.push({
    sid: newSid("AE"),
    event_type: `${type}.updated`,
    event_date: new Date().toISOString(),
    resource_sid: after.sid,
    resource_type: type,
    event_data: { resource_properties: Object.fromEntries(changes) },
  });
  state.events.splice(0, state.events.length - kept);
}

/** https://www.twilio.com/docs/usage/monitor-events: what was changed at phone numbers and SIP Domains. */
export const events = (store: Store): Hono => {
  const listUrl = (context: Context): string => `${new URL(context.req.url).origin}/monitor/v1/Events`;
  const reply = (context: Context, event: Event) => ({
    ...event,
    account_sid: credentials.accountSid,
    actor_sid: credentials.accountSid,
    actor_type: "account",
    description: null,
    source: "api",
    source_ip_address: "127.0.0.1",
    url: `${listUrl(context)}/${event.sid}`,
    links: {},
  });
  return new Hono().get("/Events", (context) => {
    const query = new URL(context.req.url).searchParams;
    const [resource, type] = [query.get("ResourceSid"), query.get("EventType")];
    const found = store.state.events.filter(
      ({ resource_sid, event_type }) =>
        (resource === null || resource_sid === resource) && (type === null || event_type === type),
    );
    const page = paginate(found.reverse(), query);
    return context.json({
      events: page.items.map((event) => reply(context, event)),
      meta: metaOf(page, listUrl(context), "events"),
    });
  });
};
