import { setMaxListeners } from "node:events";
import type { Configuration } from "../configuration.ts";
import { within } from "../deadline.ts";
import { debug } from "../log.ts";
import { type Pace, usualPace } from "../pause.ts";
import { noAnswer, RequestError, refusal } from "./errors.ts";
import { type Answer, type Body, exchange, formBody } from "./exchange.ts";
import { throttle } from "./throttle.ts";

/** The first label of Twilio's host: `https://{product}.twilio.com`. */
export type Product =
  | "api"
  | "monitor"
  | "routes"
  | "serverless"
  | "serverless-upload"
  | "taskrouter"
  | "voice";

export interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  readonly product: Product;
  /** Path below the product's host, each part percent-encoded. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly body?: URLSearchParams | Body;
}

/**
 * Sends one request once. Resolves with the parsed JSON of a 2xx answer, else throws a RequestError. `cancelled` ends
 * it, but one that changes something is given a little time, so that what it has done can be recorded.
 */
export type Http = (request: Request, cancelled: AbortSignal) => Promise<unknown>;

const concurrency = 20;

/** Milliseconds. */
const grace = 5_000;

/** After `timeout` milliseconds a request counts as not answered. */
export function http(configuration: Configuration, { haste, timeout }: Pace = usualPace): Http {
  const limit = throttle(concurrency);
  return (request, cancelled) => {
    // Every request under way listens.
    setMaxListeners(0, cancelled);
    const pace = { timeout, grace: request.method === "GET" ? 0 : grace / haste };
    return limit(() => send(configuration, cancelled, request, pace));
  };
}

async function send(
  configuration: Configuration,
  cancelled: AbortSignal,
  request: Request,
  { timeout, grace }: { readonly timeout: number; readonly grace: number },
): Promise<unknown> {
  const { login, endpoint } = configuration;
  if ("missing" in login) throw new RequestError(login.missing, { transient: false, effect: "none" });
  cancelled.throwIfAborted();
  const name = `${request.method} ${request.path}`;
  const query = request.query === undefined ? "" : `?${request.query}`;
  const started = performance.now();
  const url = new URL(`${endpoint.replaceAll("{product}", request.product)}${request.path}${query}`);
  const headers = {
    authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`,
    accept: "application/json",
  };
  const body = request.body instanceof URLSearchParams ? formBody(request.body) : request.body;
  let answer: Answer;
  try {
    answer = await within(
      timeout,
      cancelled,
      (signal) => exchange(url, request.method, headers, body, signal),
      grace,
    );
  } catch (error) {
    cancelled.throwIfAborted();
    debug(`${name}: ${String(error)}`);
    throw noAnswer(name, error);
  }
  debug(`${name}${query} → ${answer.status} in ${Math.round(performance.now() - started)} ms`);
  if (answer.status < 200 || answer.status > 299) throw refusal(name, answer, parsed(answer.body));
  const content = answer.body === "" ? {} : parsed(answer.body);
  if (content === undefined) throw noAnswer(name, new Error("the answer is not JSON"));
  return content;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
