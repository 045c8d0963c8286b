import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { credentials } from "../credentials.ts";
import { isServedDomain } from "../serving/deployed.ts";
import { signatureOf } from "../serving/signature.ts";
import type { Method } from "../state.ts";
import { CallError } from "./call-error.ts";
import type { CookieJar } from "./cookies.ts";
import type { Network } from "./network.ts";
import type { CallHappening } from "./trace.ts";

/** What a webhook answered. */
export interface WebhookReply {
  /** The address that finally answered, without what Twilio adds to the query. */
  readonly url: string;
  readonly contentType: string | null;
  readonly body: string;
}

export interface Webhook {
  readonly url: string;
  readonly method: Method;
  /** Parameters of this request alone. */
  readonly params: Readonly<Record<string, string>>;
}

/** Milliseconds and bytes: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides, error 11750. */
const timeout = 15_000;
const maximumSize = 64 * 1024;
const maximumRedirects = 10;

/** The time that a call's script gives to Functions: milliseconds since 1970. */
export const nowHeader = "i-twilio-emulator-now";

/**
 * Asks a webhook as Twilio does: signed, with `common` on top of the request's own parameters (GET: in the
 * query, POST: as a form), the call's cookies, redirects followed. Functions take `now` for the time. Throws CallError.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-overview
 */
export const ask = async (
  webhook: Webhook,
  common: Readonly<Record<string, string>>,
  network: Network,
  jar: CookieJar,
  trace: (happening: CallHappening) => void,
  now?: number,
): Promise<WebhookReply> => {
  let { url, method } = webhook;
  let parameters = new URLSearchParams({ ...common, ...webhook.params });
  for (let redirects = 0; redirects <= maximumRedirects; redirects += 1) {
    const target = new URL(url);
    target.hash = "";
    const documentUrl = target.href;
    if (method === "GET") for (const [name, value] of parameters) target.searchParams.append(name, value);
    const answer = await send(target, method, parameters, network, jar, now).catch((error: Error) => {
      trace(requestEvent(documentUrl, method, webhook.params, null, null));
      throw error instanceof CallError ? error : new CallError(...failureOf(error), url);
    });
    trace(requestEvent(documentUrl, method, webhook.params, answer.status, answer.contentType));
    jar.store(target, answer.setCookies);
    if (answer.location !== null && answer.status >= 300 && answer.status < 400) {
      url = new URL(answer.location, target).href;
      if (network(new URL(url)) === undefined)
        throw new CallError(11200, `Redirected to ${url}, which is not contacted`, url);
      if (answer.status !== 307 && answer.status !== 308) {
        method = "GET";
        parameters = new URLSearchParams();
      }
      continue;
    }
    if (answer.status < 200 || answer.status >= 300)
      throw new CallError(11200, `HTTP retrieval failure: ${answer.status} from ${url}`, url);
    if (answer.body.length > maximumSize)
      throw new CallError(11750, `The response is larger than ${maximumSize} bytes`, url);
    return { url: documentUrl, contentType: answer.contentType, body: answer.body.toString("utf8") };
  }
  throw new CallError(11215, "Too many redirects", url);
};

const failureOf = (error: Error): [number, string] =>
  "code" in error && error.code === "ECONNREFUSED"
    ? [11202, "TCP connection refused"]
    : [11205, `HTTP connection failure: ${error.message}`];

const requestEvent = (
  url: string,
  method: Method,
  params: Readonly<Record<string, string>>,
  status: number | null,
  contentType: string | null,
): CallHappening => ({ kind: "request", method, url, status, signed: true, contentType, params });

interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly location: string | null;
  readonly setCookies: readonly string[];
  readonly body: Buffer;
}

/** `fetch` would refuse the Host header of a domain that answers at another address. */
const send = (
  url: URL,
  method: Method,
  parameters: URLSearchParams,
  network: Network,
  jar: CookieJar,
  now: number | undefined,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const origin = network(url) ?? new URL(url.origin);
    const own = isServedDomain(url.hostname);
    const form = method === "POST" ? parameters.toString() : "";
    const signature = signatureOf(
      credentials.authToken,
      url.href,
      method === "POST" ? parameters : new URLSearchParams(),
    );
    const cookie = jar.headerFor(url);
    const open = origin.protocol === "http:" ? httpRequest : httpsRequest;
    const request = open(
      {
        host: origin.hostname.replace(/^\[|\]$/g, ""),
        port: origin.port,
        path: url.pathname + url.search,
        method,
        agent: false,
        headers: {
          host: url.host,
          "user-agent": "TwilioProxy/1.1",
          accept: "*/*",
          "x-twilio-signature": signature,
          "i-twilio-idempotency-token": crypto.randomUUID(),
          ...(cookie === undefined ? {} : { cookie }),
          // Between the emulator and its own Functions; like Twilio's own headers of that name, none sees it.
          ...(own && now !== undefined ? { [nowHeader]: String(now) } : {}),
          ...(method === "POST"
            ? {
                "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
                "content-length": Buffer.byteLength(form),
              }
            : {}),
        },
        signal: AbortSignal.timeout(timeout),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? null,
            location: response.headers.location ?? null,
            setCookies: response.headers["set-cookie"] ?? [],
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    request.on("error", (error) =>
      reject(
        error.name === "TimeoutError"
          ? new CallError(11205, "HTTP connection failure: no answer in 15 s", url.href)
          : error,
      ),
    );
    request.end(form);
  });
