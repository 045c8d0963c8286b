import { Hono } from "hono";
import { credentials } from "../credentials.ts";
import { rfc2822 } from "./dates.ts";

const created = rfc2822("2026-01-01T00:00:00.000Z");

/** https://www.twilio.com/docs/iam/api/account */
export const account = (): Hono =>
  new Hono().get("/Accounts/:Sid", (context) => {
    const uri = `/2010-04-01/Accounts/${credentials.accountSid}`;
    return context.json({
      sid: credentials.accountSid,
      owner_account_sid: credentials.accountSid,
      friendly_name: "Local emulator",
      status: "active",
      type: "Full",
      auth_token: credentials.authToken,
      date_created: created,
      date_updated: created,
      uri: `${uri}.json`,
      subresource_uris: {
        calls: `${uri}/Calls.json`,
        incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json`,
        outgoing_caller_ids: `${uri}/OutgoingCallerIds.json`,
      },
    });
  });
