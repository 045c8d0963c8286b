import { Hono } from "hono";
import { credentials } from "../credentials.ts";
import { invalid } from "../errors.ts";
import { atMost, formOf } from "../parameters.ts";
import type { Account } from "../state.ts";
import type { Store } from "../store.ts";
import { rfc2822 } from "./dates.ts";

const created = rfc2822("2026-01-01T00:00:00.000Z");
const statuses: readonly Account["status"][] = ["active", "suspended", "closed"];

/** https://www.twilio.com/docs/iam/api/account */
export const account = (store: Store): Hono =>
  new Hono()
    .get("/Accounts/:Sid", (context) => context.json(reply(store.state.account)))
    .post("/Accounts/:Sid", async (context) => {
      const form = await formOf(context);
      const wanted = form.get("Status") ?? store.state.account.status;
      const status = statuses.find((one) => one === wanted);
      if (status === undefined) throw invalid(`Status must be one of ${statuses.join(", ")}`);
      const friendlyName = form.get("FriendlyName") ?? store.state.account.friendly_name;
      store.update((state) => {
        state.account = {
          ...state.account,
          status,
          friendly_name: atMost(friendlyName, 64, "FriendlyName"),
        };
      });
      return context.json(reply(store.state.account));
    });

const reply = (account: Account) => {
  const uri = `/2010-04-01/Accounts/${credentials.accountSid}`;
  return {
    ...account,
    sid: credentials.accountSid,
    owner_account_sid: credentials.accountSid,
    auth_token: credentials.authToken,
    date_created: created,
    date_updated: created,
    uri: `${uri}.json`,
    subresource_uris: {
      calls: `${uri}/Calls.json`,
      incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json`,
      outgoing_caller_ids: `${uri}/OutgoingCallerIds.json`,
      queues: `${uri}/Queues.json`,
    },
  };
};
