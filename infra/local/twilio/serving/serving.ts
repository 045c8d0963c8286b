import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { credentials } from "../credentials.ts";
import { errorBody, RestError } from "../errors.ts";
import type { Faults } from "../faults.ts";
import type { Store } from "../store.ts";
import { deployedAt } from "./deployed.ts";
import type { Functions } from "./functions.ts";
import { isSignedBy } from "./signature.ts";

const methods = { asset: ["GET", "HEAD"], function: ["GET", "POST", "OPTIONS"] } as const;

/**
 * Every domain of Functions & Assets: the live build's versions by path.
 * https://www.twilio.com/docs/serverless/functions-assets/visibility
 */
export const serving = (
  store: Store,
  faults: Faults,
  functions: Functions,
): Hono<{ Bindings: HttpBindings | Http2Bindings }> => {
  const app = new Hono<{ Bindings: HttpBindings | Http2Bindings }>();
  app.onError((error, context) => {
    if (!(error instanceof RestError)) throw error;
    return context.json(errorBody(error), error.status);
  });
  app.use("*", faults.middleware("serving"));
  app.all("*", async (context) => {
    const url = new URL(context.req.url);
    const deployed = deployedAt(store.state, url.hostname);
    const path = decodeURIComponent(url.pathname);
    const version = deployed?.versions.find((candidate) => candidate.path === path);
    if (deployed === undefined || version === undefined) return context.text("Not Found", 404);
    if (version.visibility === "private") return context.text("Forbidden", 403);

    const body = await context.req.text();
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(context.req.header("content-type") ?? "");
    const posted = new URLSearchParams(context.req.method === "POST" && isForm ? body : "");
    // Twilio signs the address that it was given, which is https whatever the emulator listens on.
    const signed = `https://${url.hostname}${url.pathname}${url.search}`;
    if (
      version.visibility === "protected" &&
      !isSignedBy(credentials.authToken, context.req.header("x-twilio-signature"), signed, posted)
    )
      return context.text("Unauthorized: the X-Twilio-Signature is missing or wrong", 403);

    const allowed: readonly string[] = methods[version.kind];
    if (!allowed.includes(context.req.method))
      return context.text("Method Not Allowed", 405, { Allow: allowed.join(", ") });
    if (version.kind === "asset")
      return context.body(new Uint8Array(store.readContent(version.sid)), 200, {
        "Content-Type": version.content_type,
      });
    return functions.invoke(deployed, version, context.req.raw, body);
  });
  return app;
};
