import { setTimeout as sleep } from "node:timers/promises";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import { authentication } from "./authentication.ts";
import type { Calls } from "./call/calls.ts";
import { control } from "./control.ts";
import { credentials } from "./credentials.ts";
import { errorBody, notFound, RestError } from "./errors.ts";
import type { Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";
import { account } from "./rest/account.ts";
import { apiKeys } from "./rest/api-keys.ts";
import { assetsFunctions } from "./rest/assets-functions.ts";
import { builds } from "./rest/builds.ts";
import { calls as callResource } from "./rest/calls.ts";
import { deployments } from "./rest/deployments.ts";
import { dialingPermissions } from "./rest/dialing-permissions.ts";
import { environments } from "./rest/environments.ts";
import { events } from "./rest/events.ts";
import { inboundRegions } from "./rest/inbound-regions.ts";
import { incomingPhoneNumbers } from "./rest/incoming-phone-numbers.ts";
import { outgoingCallerIds } from "./rest/outgoing-caller-ids.ts";
import { queues } from "./rest/queues.ts";
import { services } from "./rest/services.ts";
import { sipDomains } from "./rest/sip-domains.ts";
import { syncDocuments } from "./rest/sync-documents.ts";
import { syncServices } from "./rest/sync-services.ts";
import { uploads } from "./rest/uploads.ts";
import { variables } from "./rest/variables.ts";
import { versions } from "./rest/versions.ts";
import { workflows } from "./rest/workflows.ts";
import { workspaces } from "./rest/workspaces.ts";
import { isServedDomain } from "./serving/deployed.ts";
import type { Functions } from "./serving/functions.ts";
import { serving } from "./serving/serving.ts";
import type { Store } from "./store.ts";

export interface ServerParts {
  readonly store: Store;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly functions: Functions;
  readonly calls: Calls;
  readonly directory: string;
  /** Milliseconds added to every REST answer. */
  readonly latency: number;
  /** REST requests at once; more are refused. */
  readonly concurrency: number;
  readonly buildTime: number;
}

type App = Hono<{ Bindings: HttpBindings | Http2Bindings }>;

/**
 * One listener for all: Twilio's products by the first part of the path, the emulator's own under `/emulator`,
 * and the domains that it gave out by their Host header.
 */
export const createServer = (
  parts: ServerParts,
): ((request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>) => {
  const { store, faults, requests, functions, latency, concurrency } = parts;
  const rest = createRest(parts);
  const app: App = new Hono({ getPath: pathOf });
  app.use("*", async (context, next) => {
    await next();
    if (context.req.method !== "GET") await store.saved();
  });
  app.route("/emulator", control(parts));
  app.use("*", requests.middleware);
  app.use("*", crowded(concurrency));
  app.use("*", async (_context, next) => {
    if (latency > 0) await sleep(latency);
    await next();
  });
  app.use("*", faults.middleware("rest"));
  app.use("*", authentication(store));
  app.use("/api/2010-04-01/Accounts/:AccountSid/*", async (context, next) => {
    if (context.req.param("AccountSid") !== credentials.accountSid)
      throw notFound(new URL(context.req.url).pathname);
    await next();
  });
  app.route("/", rest);
  for (const path of new Set(rest.routes.map((route) => route.path)))
    app.all(path, (context) => {
      throw new RestError(405, 20004, `Method ${context.req.method} is not allowed here`);
    });
  app.notFound((context) => {
    const { pathname } = new URL(context.req.url);
    return context.json(errorBody(notFound(pathname)), 404);
  });
  app.onError((error, context) => {
    if (!(error instanceof RestError)) throw error;
    return context.json(errorBody(error), error.status);
  });

  const served = serving(store, faults, functions);
  return (request, bindings) => {
    const { hostname } = new URL(request.url);
    if (isServedDomain(hostname)) return served.fetch(request, bindings);
    if (["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return app.fetch(request, bindings);
    return new Response("This host is not served here", { status: 421 });
  };
};

/** https://www.twilio.com/docs/api/errors/20429 */
const crowded = (most: number): MiddlewareHandler => {
  let underWay = 0;
  return async (_context, next) => {
    if (underWay >= most) throw new RestError(429, 20429, "Too Many Requests");
    underWay += 1;
    try {
      await next();
    } finally {
      underWay -= 1;
    }
  };
};

const createRest = ({ store, faults, calls, buildTime }: ServerParts): App => {
  const rest: App = new Hono();
  const products = {
    "/api/2010-04-01": [
      account(store),
      incomingPhoneNumbers(store),
      outgoingCallerIds(store),
      sipDomains(store),
      callResource(store, calls),
      queues(store),
    ],
    "/iam/v1": [apiKeys(store)],
    "/monitor/v1": [events(store)],
    "/routes/v2": [inboundRegions(store)],
    "/taskrouter/v1": [workspaces(store), workflows(store)],
    "/voice/v1": [dialingPermissions(store)],
    "/serverless/v1": [
      services(store),
      environments(store),
      assetsFunctions(store, "asset"),
      assetsFunctions(store, "function"),
      versions(store, "asset"),
      versions(store, "function"),
      builds(store, faults, buildTime),
      deployments(store),
      variables(store),
    ],
    "/sync/v1": [syncServices(), syncDocuments(store)],
    "/serverless-upload/v1": [uploads(store, "asset"), uploads(store, "function")],
  };
  for (const [base, resources] of Object.entries(products))
    for (const resource of resources) rest.route(base, resource);
  return rest;
};

/** The 2010 API speaks JSON only at paths that end in `.json`; routes are written without it. */
const pathOf = (request: Request): string => {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith("/api/")) return pathname;
  return pathname.endsWith(".json") ? pathname.slice(0, -".json".length) : "/not-json";
};
