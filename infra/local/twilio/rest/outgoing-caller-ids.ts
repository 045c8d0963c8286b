import { type Context, Hono } from "hono";
import { credentials } from "../credentials.ts";
import { notFound, RestError } from "../errors.ts";
import { paginate, urisOf } from "../paging.ts";
import { formOf } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { CallerId } from "../state.ts";
import type { Store } from "../store.ts";
import { rfc2822 } from "./dates.ts";

const list = `/2010-04-01/Accounts/${credentials.accountSid}/OutgoingCallerIds`;

/**
 * https://www.twilio.com/docs/voice/api/outgoing-caller-ids. Twilio rings a number that is to be verified and
 * asks for the code of the reply; here whoever answers types it at once.
 */
export const outgoingCallerIds = (store: Store): Hono => {
  const find = (context: Context): CallerId => {
    const sid = context.req.param("Sid") ?? "";
    const callerId = store.state.callerIds[sid];
    if (callerId === undefined) throw notFound(`${list}/${sid}.json`);
    return callerId;
  };
  return new Hono()
    .get("/Accounts/:AccountSid/OutgoingCallerIds", (context) => {
      const query = new URL(context.req.url).searchParams;
      const phoneNumber = query.get("PhoneNumber");
      const friendlyName = query.get("FriendlyName");
      const all = Object.values(store.state.callerIds).filter(
        (callerId) =>
          (!phoneNumber || callerId.phone_number === phoneNumber) &&
          (!friendlyName || callerId.friendly_name === friendlyName),
      );
      const page = paginate(all.reverse(), query);
      return context.json({ outgoing_caller_ids: page.items.map(reply), ...urisOf(page, `${list}.json`) });
    })
    .post("/Accounts/:AccountSid/OutgoingCallerIds", async (context) => {
      const form = await formOf(context);
      const phoneNumber = form.get("PhoneNumber") ?? "";
      if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber))
        throw new RestError(400, 21401, `Invalid phone number "${phoneNumber}"`);
      if (Object.values(store.state.callerIds).some(({ phone_number }) => phone_number === phoneNumber))
        throw new RestError(400, 21450, "Phone number already validated for this account");
      const now = new Date().toISOString();
      const callerId: CallerId = {
        sid: newSid("PN"),
        phone_number: phoneNumber,
        friendly_name: form.get("FriendlyName") || phoneNumber,
        date_created: now,
        date_updated: now,
      };
      store.update(({ callerIds }) => {
        callerIds[callerId.sid] = callerId;
      });
      return context.json({
        account_sid: credentials.accountSid,
        call_sid: newSid("CA"),
        friendly_name: callerId.friendly_name,
        phone_number: phoneNumber,
        validation_code: "111111",
      });
    })
    .get("/Accounts/:AccountSid/OutgoingCallerIds/:Sid", (context) => context.json(reply(find(context))))
    .post("/Accounts/:AccountSid/OutgoingCallerIds/:Sid", async (context) => {
      const callerId = find(context);
      const form = await formOf(context);
      const changed: CallerId = {
        ...callerId,
        friendly_name: form.get("FriendlyName") ?? callerId.friendly_name,
        date_updated: new Date().toISOString(),
      };
      store.update(({ callerIds }) => {
        callerIds[callerId.sid] = changed;
      });
      return context.json(reply(changed));
    })
    .delete("/Accounts/:AccountSid/OutgoingCallerIds/:Sid", (context) => {
      const { sid } = find(context);
      store.update(({ callerIds }) => {
        delete callerIds[sid];
      });
      return context.body(null, 204);
    });
};

const reply = (callerId: CallerId) => ({
  ...callerId,
  account_sid: credentials.accountSid,
  date_created: rfc2822(callerId.date_created),
  date_updated: rfc2822(callerId.date_updated),
  uri: `${list}/${callerId.sid}.json`,
});
