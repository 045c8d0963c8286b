import { Hono } from "hono";
import type { CallRequest, Calls } from "./call/calls.ts";
import { type LegOutcome, legOutcomes } from "./call/trace.ts";
import { credentials } from "./credentials.ts";
import { errorBody, RestError } from "./errors.ts";
import { type Fault, type FaultKind, type Faults, faultKinds } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";
import type { Functions } from "./serving/functions.ts";
import type { Method } from "./state.ts";

export const emulatorVersion = "1";

export interface ControlParts {
  readonly calls: Calls;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly functions: Functions;
  readonly directory: string;
}

/**
 * Everything of the emulator that Twilio does not have, as JSON over HTTP without credentials:
 *
 * | request | answer |
 * |---|---|
 * | `GET /emulator/health` | `{version, origin, accountSid, directory}` |
 * | `POST /emulator/calls` `{to}` or `{url, method?}`, with `from?`, `outcomes?`, `digits?`, `agent?: {url, handoffs}` | `CallTrace` |
 * | `GET /emulator/calls/{CallSid}` | the `CallTrace` so far |
 * | `GET /emulator/requests` | `{counts: {total, statusPolls, byTemplate}, requests: [{method, product, path, status}]}` |
 * | `DELETE /emulator/requests` | 204: counts from nought |
 * | `POST /emulator/faults` `{kind, match?: {method?, path?, on?}, count?, retryAfter?, delay?}` | 201 |
 * | `GET`, `DELETE /emulator/faults` | those that are left; 204 |
 * | `GET /emulator/logs` | `{lines}`: what Functions wrote to their console |
 */
export const control = ({ calls, faults, requests, functions, directory }: ControlParts): Hono => {
  const app = new Hono()
    .get("/health", (context) =>
      context.json({
        version: emulatorVersion,
        origin: new URL(context.req.url).origin,
        accountSid: credentials.accountSid,
        directory,
      }),
    )
    .post("/calls", async (context) =>
      context.json(await calls.place(callRequestOf(await context.req.json()))),
    )
    .get("/calls/:Sid", (context) => {
      const trace = calls.trace(context.req.param("Sid"));
      return trace === undefined ? context.notFound() : context.json(trace);
    })
    .get("/requests", (context) => context.json(requests.read()))
    .delete("/requests", (context) => {
      requests.reset();
      return context.body(null, 204);
    })
    .get("/faults", (context) => context.json({ faults: faults.list() }))
    .post("/faults", async (context) => {
      faults.add(faultOf(await context.req.json()));
      return context.body(null, 201);
    })
    .delete("/faults", (context) => {
      faults.clear();
      return context.body(null, 204);
    })
    .get("/logs", (context) => context.json({ lines: functions.logs }));
  app.onError((error, context) => {
    if (error instanceof RestError) return context.json(errorBody(error), error.status);
    if (error instanceof SyntaxError)
      return context.json({ message: `The body is no JSON: ${error.message}` }, 400);
    throw error;
  });
  return app;
};

const refused = (message: string): RestError => new RestError(400, 20001, message);

const callRequestOf = (body: unknown): CallRequest => {
  const { to, url, method, from, outcomes = [], digits = [], agent } = objectOf(body, "The call");
  if ((typeof to === "string") === (typeof url === "string"))
    throw refused("A call has either `to`, a number of the account, or `url`");
  const rest = {
    outcomes: listOf(outcomes, "outcomes").map(outcomeOf),
    digits: listOf(digits, "digits").map((one) => textOf(one, "digits")),
    ...(from === undefined ? {} : { from: textOf(from, "from") }),
    ...(agent === undefined ? {} : { agent: agentOf(objectOf(agent, "agent")) }),
  };
  if (typeof to === "string") return { to, ...rest };
  return { url: textOf(url, "url"), ...(method === undefined ? {} : { method: methodOf(method) }), ...rest };
};

const agentOf = ({ url, handoffs }: Record<string, unknown>): NonNullable<CallRequest["agent"]> => ({
  url: textOf(url, "agent.url"),
  handoffs: listOf(handoffs, "agent.handoffs").map((handoff) => {
    if (typeof handoff === "string") return handoff;
    const { url, method, fallbackUrl, fallbackMethod } = objectOf(handoff, "agent.handoffs");
    return {
      url: textOf(url, "agent.handoffs.url"),
      ...(method === undefined ? {} : { method: methodOf(method) }),
      ...(fallbackMethod === undefined ? {} : { fallbackMethod: methodOf(fallbackMethod) }),
      ...(fallbackUrl === undefined
        ? {}
        : { fallbackUrl: textOf(fallbackUrl, "agent.handoffs.fallbackUrl") }),
    };
  }),
});

const faultOf = (body: unknown): Fault => {
  const { kind, match, ...numbers } = objectOf(body, "The fault");
  const known: FaultKind | undefined = faultKinds.find((one) => one === kind);
  if (known === undefined) throw refused(`kind must be one of ${faultKinds.join(", ")}`);
  const { method, path, on } = match === undefined ? {} : objectOf(match, "match");
  if (on !== undefined && on !== "rest" && on !== "serving")
    throw refused("match.on must be rest or serving");
  const counted: { count?: number; retryAfter?: number; delay?: number } = {};
  for (const name of ["count", "retryAfter", "delay"] as const) {
    const value = numbers[name];
    if (value === undefined) continue;
    const minimum = name === "count" ? 1 : 0;
    if (typeof value !== "number" || value < minimum)
      throw refused(`${name} must be a number from ${minimum}`);
    counted[name] = value;
  }
  return {
    kind: known,
    match: {
      ...(method === undefined ? {} : { method: textOf(method, "match.method") }),
      ...(path === undefined ? {} : { path: textOf(path, "match.path") }),
      ...(on === undefined ? {} : { on }),
    },
    ...counted,
  };
};

const objectOf = (value: unknown, name: string): Record<string, unknown> => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refused(`${name} must be an object`);
  return { ...value };
};
const listOf = (value: unknown, name: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw refused(`${name} must be a list`);
  return value;
};
const textOf = (value: unknown, name: string): string => {
  if (typeof value !== "string" || value === "") throw refused(`${name} must be text`);
  return value;
};
const outcomeOf = (value: unknown): LegOutcome => {
  const outcome = legOutcomes.find((one) => one === value);
  if (outcome === undefined)
    throw refused(`outcomes must be of ${legOutcomes.join(", ")}, not ${JSON.stringify(value)}`);
  return outcome;
};
const methodOf = (value: unknown): Method => {
  if (value !== "GET" && value !== "POST") throw refused("method must be GET or POST");
  return value;
};
