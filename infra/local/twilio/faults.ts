import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import { RestError } from "./errors.ts";
import { templateOf } from "./request-log.ts";

export const faultKinds = [
  /** The next build fails. */
  "failing-build",
  /** 429, nothing done; `retryAfter` seconds make the header. */
  "too-many-requests",
  /** 403, nothing done: the credentials may not do this. */
  "forbidden",
  /** 500, nothing done. */
  "server-error",
  /** 503, although it was done. */
  "unavailable-after",
  /** The connection is reset before anything is done. */
  "reset-before",
  /** The connection is reset after it was done. */
  "reset-after",
  /** Done, but the body of the reply is cut off. */
  "malformed-json",
  /** Done, but the connection breaks in the middle of the reply. */
  "half-reply",
  /** Nothing done, and never an answer: until the client hangs up. */
  "silent-before",
  /** Done, and never an answer. */
  "silent-after",
  /** Done, after `delay` milliseconds. */
  "delay",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /**
   * `path`: a part of the path or of its template. `template`: all of it. `on`: REST calls (default), or requests to
   * served domains.
   */
  readonly match?: {
    readonly method?: string;
    readonly path?: string;
    readonly template?: string;
    readonly on?: "rest" | "serving";
  };
  /** How many matching requests go by before the first that it hits; default 0. */
  readonly skip?: number;
  /** How many requests it hits; default 1. */
  readonly count?: number;
  readonly retryAfter?: number;
  readonly delay?: number;
}

export interface Faults {
  readonly middleware: (
    on: "rest" | "serving",
  ) => MiddlewareHandler<{ Bindings: HttpBindings | Http2Bindings }>;
  /** Whether a fault of this kind hits this request, which uses it up. */
  take(kind: FaultKind, context: Context): boolean;
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
}

export const createFaults = (): Faults => {
  let pending: { fault: Fault; left: number; skip: number }[] = [];
  const takeFirst = (accepts: (fault: Fault) => boolean): Fault | undefined => {
    const matching = pending.filter(({ fault }) => accepts(fault));
    const hit = matching.find(({ skip }) => skip === 0);
    for (const one of matching) one.skip = Math.max(0, one.skip - 1);
    if (hit === undefined) return undefined;
    hit.left -= 1;
    pending = pending.filter(({ left }) => left > 0);
    return hit.fault;
  };
  return {
    middleware: (on) => async (context, next) => {
      const fault = takeFirst((fault) => fault.kind !== "failing-build" && matches(fault, context, on));
      if (fault === undefined) return next();
      return apply(fault, context, next);
    },
    take: (kind, context) =>
      takeFirst((fault) => fault.kind === kind && matches(fault, context, "rest")) !== undefined,
    add(fault) {
      pending.push({ fault, left: fault.count ?? 1, skip: fault.skip ?? 0 });
    },
    clear() {
      pending = [];
    },
    list: () => pending.map(({ fault, left }) => ({ ...fault, count: left })),
  };
};

const matches = (fault: Fault, context: Context, on: "rest" | "serving"): boolean => {
  const { method, path, template, on: wanted = "rest" } = fault.match ?? {};
  return (
    wanted === on &&
    (method === undefined || method === context.req.method) &&
    (template === undefined || template === templateOf(context).path) &&
    (path === undefined ||
      new URL(context.req.url).pathname.includes(path) ||
      templateOf(context).path.includes(path))
  );
};

const apply = async (
  fault: Fault,
  context: Context<{ Bindings: HttpBindings | Http2Bindings }>,
  next: () => Promise<void>,
): Promise<void> => {
  switch (fault.kind) {
    case "failing-build":
      return next();
    case "too-many-requests":
      if (fault.retryAfter !== undefined) context.header("Retry-After", String(fault.retryAfter));
      throw new RestError(429, 20429, "Too Many Requests");
    case "forbidden":
      throw new RestError(403, 20403, "Forbidden");
    case "server-error":
      throw new RestError(500, 20500, "An internal server error has occurred");
    case "unavailable-after":
      await next();
      throw new RestError(503, 20503, "Service Unavailable");
    case "reset-before":
      context.env.incoming.socket.resetAndDestroy();
      return;
    case "reset-after":
      await next();
      context.env.incoming.socket.resetAndDestroy();
      return;
    case "malformed-json": {
      await next();
      const body = await context.res.text();
      const { status, headers } = context.res;
      context.res = undefined;
      context.res = new Response(body.slice(0, Math.floor(body.length / 2)), {
        status,
        headers: { "content-type": headers.get("content-type") ?? "application/json" },
      });
      return;
    }
    case "half-reply": {
      await next();
      const body = Buffer.from(await context.res.arrayBuffer());
      const head = `HTTP/1.1 ${context.res.status} Cut\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
      const { socket } = context.env.incoming;
      socket.write(head);
      socket.write(body.subarray(0, body.length / 2), () => socket.destroy());
      context.res = undefined;
      context.res = RESPONSE_ALREADY_SENT;
      return;
    }
    case "silent-before":
      return hungUp(context);
    case "silent-after":
      await next();
      return hungUp(context);
    case "delay":
      await sleep(fault.delay ?? 0);
      return next();
  }
};

const hungUp = async (context: Context<{ Bindings: HttpBindings | Http2Bindings }>): Promise<void> => {
  const { socket } = context.env.incoming;
  if (!socket.destroyed) await once(socket, "close");
};
