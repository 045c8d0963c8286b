import { Hono } from "hono";
import type { Calls } from "./call/calls.ts";
import { isLoopback } from "./call/network.ts";
import { credentials } from "./credentials.ts";
import { errorBody, RestError } from "./errors.ts";
import { type Fault, type FaultKind, type Faults, faultKinds } from "./faults.ts";
import { readCallRequest, readCallScript } from "./read-call-request.ts";
import type { RequestLog } from "./request-log.ts";
import type { Functions } from "./serving/functions.ts";
import { objectOf, refused, textOf } from "./shapes.ts";
import { newSid } from "./sid.ts";
import type { Store } from "./store.ts";

export const emulatorVersion = "1";

export interface ControlParts {
  readonly calls: Calls;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly functions: Functions;
  readonly directory: string;
  readonly store: Store;
}

/**
 * Everything of the emulator that Twilio does not have, as JSON over HTTP without credentials:
 *
 * | request | answer |
 * |---|---|
 * | `GET /emulator/health` | `{version, origin, accountSid, directory}` |
 * | `POST /emulator/calls` a `CallRequest` (`call/call-request.ts`) | `CallTrace` |
 * | `POST /emulator/calls/next` a `CallScript` | 204: how the next call placed by REST goes |
 * | `GET /emulator/calls/{CallSid}` | the `CallTrace` so far |
 * | `POST /emulator/calls/{CallSid}/disconnect` `{handoffData?}`, or `{errorCode}` | the `CallTrace`: the agent ends the WebSocket of a Connect, or loses it |
 * | `POST /emulator/stand-ins` `{host: origin}` | 204: who on the loopback answers for a host, such as the agent's |
 * | `GET /emulator/requests` | `{counts: {total, statusPolls, byTemplate}, requests: [{method, product, path, status}]}` |
 * | `DELETE /emulator/requests` | 204: counts from nought |
 * | `POST /emulator/faults` `{kind, match?: {method?, path?, template?, on?}, skip?, count?, retryAfter?, delay?}` | 201 |
 * | `GET`, `DELETE /emulator/faults` | those that are left; 204 |
 * | `POST /emulator/account` `{type}` | 204: `Trial` or `Full`, which only Twilio decides |
 * | `POST /emulator/phone-numbers/{PhoneNumber}` `{capabilities: {voice?, sms?, mms?, fax?}}` | 204: the same |
 * | `GET /emulator/logs` | `{lines}`: what Functions wrote to their console |
 */
export const control = ({ calls, faults, requests, functions, directory, store }: ControlParts): Hono => {
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
      context.json(await calls.place(readCallRequest(await context.req.json()))),
    )
    .post("/calls/next", async (context) => {
      calls.scriptNext(readCallScript(await context.req.json()));
      return context.body(null, 204);
    })
    .post("/calls/:Sid/disconnect", async (context) => {
      const params = disconnectParams(objectOf(await context.req.json(), "The disconnection"));
      return context.json(await calls.disconnect(context.req.param("Sid"), params));
    })
    .get("/calls/:Sid", (context) => {
      const trace = calls.trace(context.req.param("Sid"));
      return trace === undefined ? context.notFound() : context.json(trace);
    })
    .post("/stand-ins", async (context) => {
      const given = Object.entries(objectOf(await context.req.json(), "The stand-ins"));
      for (const [host, origin] of given) calls.standIn(host, originOf(origin));
      return context.body(null, 204);
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
    .post("/account", async (context) => {
      const { type } = objectOf(await context.req.json(), "The account");
      if (type !== "Trial" && type !== "Full") throw refused("type must be Trial or Full");
      store.update((state) => {
        state.account = { ...state.account, type };
      });
      return context.body(null, 204);
    })
    .post("/phone-numbers/:PhoneNumber", async (context) => {
      const body = objectOf(await context.req.json(), "The number");
      const capabilities = objectOf(body.capabilities, "capabilities");
      const name = context.req.param("PhoneNumber");
      const number = Object.values(store.state.phoneNumbers).find((one) => one.phone_number === name);
      if (number === undefined) return context.notFound();
      store.update(({ phoneNumbers }) => {
        phoneNumbers[number.sid] = { ...number, capabilities: { ...number.capabilities, ...capabilities } };
      });
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

/** https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#action-url */
const disconnectParams = ({
  handoffData,
  errorCode,
}: Record<string, unknown>): Readonly<Record<string, string>> => ({
  SessionId: newSid("VX"),
  SessionDuration: "10",
  SessionStatus: errorCode === undefined ? "ended" : "failed",
  ...(handoffData === undefined ? {} : { HandoffData: textOf(handoffData, "handoffData") }),
  ...(errorCode === undefined ? {} : { ErrorCode: textOf(errorCode, "errorCode") }),
});

const originOf = (value: unknown): URL => {
  const text = textOf(value, "The origin");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isLoopback(url) || url.protocol !== "http:")
    throw refused(`A stand-in is http on this machine, not ${text}`);
  return url;
};

const faultOf = (body: unknown): Fault => {
  const { kind, match, ...numbers } = objectOf(body, "The fault");
  const known: FaultKind | undefined = faultKinds.find((one) => one === kind);
  if (known === undefined) throw refused(`kind must be one of ${faultKinds.join(", ")}`);
  const { method, path, template, on } = match === undefined ? {} : objectOf(match, "match");
  if (on !== undefined && on !== "rest" && on !== "serving")
    throw refused("match.on must be rest or serving");
  const counted: { skip?: number; count?: number; retryAfter?: number; delay?: number } = {};
  for (const name of ["skip", "count", "retryAfter", "delay"] as const) {
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
      ...(template === undefined ? {} : { template: textOf(template, "match.template") }),
      ...(on === undefined ? {} : { on }),
    },
    ...counted,
  };
};
