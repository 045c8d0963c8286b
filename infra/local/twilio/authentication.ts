import { timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { credentials } from "./credentials.ts";
import { RestError } from "./errors.ts";

/** HTTP Basic: Account SID and auth token, or API key and secret (https://www.twilio.com/docs/usage/requests-to-twilio). */
export const authentication: MiddlewareHandler = async (context, next) => {
  const [scheme, encoded = ""] = (context.req.header("authorization") ?? "").split(" ");
  const given = Buffer.from(encoded, "base64").toString("utf8");
  const accepted = [
    `${credentials.accountSid}:${credentials.authToken}`,
    `${credentials.apiKey}:${credentials.apiSecret}`,
  ].some((pair) => equal(pair, given));
  if (scheme?.toLowerCase() !== "basic" || !accepted) throw new RestError(401, 20003, "Authenticate");
  await next();
};

const equal = (expected: string, given: string): boolean => {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
};
