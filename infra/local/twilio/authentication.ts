import { timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { credentials, testCredentials } from "./credentials.ts";
import { RestError } from "./errors.ts";
import type { Store } from "./store.ts";

/**
 * HTTP Basic: Account SID and auth token, or API key and secret (https://www.twilio.com/docs/usage/requests-to-twilio).
 * Keys of each kind reach less than the token: https://www.twilio.com/docs/iam/api-keys/keys-in-console
 */
export const authentication =
  (store: Store): MiddlewareHandler =>
  async (context, next) => {
    const [scheme, encoded = ""] = (context.req.header("authorization") ?? "").split(" ");
    const given = Buffer.from(encoded, "base64").toString("utf8");
    const { accountSid, authToken, apiKey, apiSecret } = credentials;
    if (equal(`${testCredentials.accountSid}:${testCredentials.authToken}`, given))
      throw new RestError(403, 20008, "Resource not accessible with Test Account Credentials");
    const isToken = equal(`${accountSid}:${authToken}`, given);
    const key = Object.values(store.state.apiKeys).find(({ sid, secret }) =>
      equal(`${sid}:${secret}`, given),
    );
    const isKnown = isToken || key !== undefined || equal(`${apiKey}:${apiSecret}`, given);
    if (scheme?.toLowerCase() !== "basic" || !isKnown) throw new RestError(401, 20003, "Authenticate");
    const { pathname } = new URL(context.req.url);
    if (!isToken && isOfAccount(context, pathname))
      throw new RestError(401, 20003, "Authentication Error - invalid username");
    if (key?.kind === "restricted" && pathname.startsWith("/serverless"))
      throw new RestError(403, 70051, "Authorization Failed");
    await next();
  };

/** What only the auth token or a Main key may read: the account itself, and its keys. */
const isOfAccount = (context: Context, pathname: string): boolean =>
  pathname.startsWith("/iam/") ||
  (context.req.path.startsWith("/api/") && /^\/api\/2010-04-01\/Accounts\/[^/]+$/.test(context.req.path));

const equal = (expected: string, given: string): boolean => {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
};
