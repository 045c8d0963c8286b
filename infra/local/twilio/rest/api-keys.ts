import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { invalid } from "../errors.ts";
import { formOf } from "../parameters.ts";
import { newSid } from "../sid.ts";
import type { ApiKey } from "../state.ts";
import type { Store } from "../store.ts";
import { rfc2822 } from "./dates.ts";

/** https://www.twilio.com/docs/iam/api-keys/key-resource-v1. A policy is kept, and not followed. */
export const apiKeys = (store: Store): Hono =>
  new Hono().post("/Keys", async (context) => {
    const form = await formOf(context);
    const policy: unknown = JSON.parse(form.get("Policy") ?? "null");
    const isRestricted = form.get("KeyType") === "restricted";
    if (isRestricted && policy === null) throw invalid("A restricted key needs a Policy");
    const now = new Date().toISOString();
    const key: ApiKey = {
      sid: newSid("SK"),
      friendly_name: form.get("FriendlyName") ?? "",
      kind: isRestricted ? "restricted" : "standard",
      secret: randomBytes(16).toString("hex"),
      date_created: now,
      date_updated: now,
    };
    store.update(({ apiKeys: all }) => {
      all[key.sid] = key;
    });
    const { sid, friendly_name, secret } = key;
    const date = rfc2822(now);
    return context.json({ sid, friendly_name, date_created: date, date_updated: date, secret, policy }, 201);
  });
