import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { CallScript } from "../../../../../infra/local/twilio/call/call-request.ts";
import type { CallEvent, CallTrace } from "../../../../../infra/local/twilio/call/trace.ts";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";

export interface Received {
  readonly method: string;
  /** As sent, query included. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

export interface Reply {
  readonly status?: number;
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** TwiML by path, or what answers a request. */
export type Script = Readonly<
  Record<string, string | Reply | ((request: Received) => string | Reply | Promise<never>)>
>;

export interface Stage {
  readonly checked: CheckedEmulator;
  /** All that the application on the loopback was asked. */
  readonly received: readonly Received[];
  readonly origin: string;
  /** Calls a number or a URL, by default `/main` of the application. */
  call(
    script: Script,
    request?: CallScript & { readonly to?: string; readonly url?: string },
  ): Promise<CallTrace>;
  close(): Promise<void>;
}

/** An emulator, and beside it a customer's application on the loopback, which it contacts for real. */
export const startStage = async (): Promise<Stage> => {
  const checked = await startChecked();
  let script: Script = {};
  const received: Received[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = "", url = "/", headers } = incoming;
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    const request: Received = {
      method,
      url: `http://${headers.host}${url}`,
      path: pathname,
      headers: { ...headers, "set-cookie": undefined },
      query: searchParams,
      form: new URLSearchParams(await text(incoming)),
    };
    received.push(request);
    const scripted = script[pathname];
    const answered = typeof scripted === "function" ? await scripted(request) : scripted;
    const reply: Reply = typeof answered === "string" ? { body: answered } : (answered ?? { status: 404 });
    const { status = 200, body = "", type = "text/xml", headers: extra = {} } = reply;
    outgoing.writeHead(status, { "content-type": type, ...extra } as Record<string, string | string[]>);
    outgoing.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    checked,
    received,
    origin,
    call(given, { to, url = `${origin}/main`, ...rest } = {}) {
      script = given;
      received.length = 0;
      return checked.emulator.placeCall({ ...(to === undefined ? { url } : { to }), ...rest });
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, checked.close()]);
    },
  };
};

export const response = (...verbs: readonly string[]): string => `<Response>${verbs.join("")}</Response>`;

/** The kinds of the events, requests left out. */
export const happenings = (trace: CallTrace): readonly string[] =>
  trace.events.map(({ kind }) => kind).filter((kind) => kind !== "request");

export const eventsOf = <Kind extends CallEvent["kind"]>(
  trace: Pick<CallTrace, "events">,
  kind: Kind,
): readonly Extract<CallEvent, { readonly kind: Kind }>[] =>
  trace.events.filter((event): event is Extract<CallEvent, { readonly kind: Kind }> => event.kind === kind);
