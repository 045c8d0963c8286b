import { setMaxListeners } from "node:events";
import pLimit from "p-limit";
import type { Configuration } from "../configuration.ts";
import { within } from "../deadline.ts";
import { debug } from "../log.ts";
import { usualPace } from "../pause.ts";
import { noAnswer, RequestError, refusal } from "./errors.ts";

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
  readonly body?: URLSearchParams | FormData;
}

/** Sends one request once. Resolves with the parsed JSON of a 2xx answer, else throws a RequestError. */
export type Http = (request: Request) => Promise<unknown>;

const concurrency = 20;

/**
 * Uses Node's own fetch, which keeps connections alive. `cancelled` ends everything that is under way; after `timeout`
 * milliseconds a request counts as not answered.
 */
export function http(
  configuration: Configuration,
  cancelled: AbortSignal,
  timeout = usualPace.timeout,
): Http {
  const limit = pLimit(concurrency);
  // Every request under way listens.
  setMaxListeners(0, cancelled);
  return (request) => limit(() => send(configuration, cancelled, request, timeout));
}

async function send(
  configuration: Configuration,
  cancelled: AbortSignal,
  request: Request,
  timeout: number,
): Promise<unknown> {
  const { login, endpoint } = configuration;
  if ("missing" in login) throw new RequestError(login.missing, { transient: false, effect: "none" });
  cancelled.throwIfAborted();
  const name = `${request.method} ${request.path}`;
  const query = request.query === undefined ? "" : `?${request.query}`;
  const started = performance.now();
  let response: Response;
  let content: string;
  try {
    [response, content] = await within(timeout, cancelled, async (signal) => {
      const answer = await fetch(
        `${endpoint.replaceAll("{product}", request.product)}${request.path}${query}`,
        {
          method: request.method,
          headers: {
            authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`,
            accept: "application/json",
          },
          ...(request.body === undefined ? {} : { body: request.body }),
          // Credentials go nowhere but to the endpoint.
          redirect: "manual",
          signal,
        },
      );
      return [answer, await answer.text()];
    });
  } catch (error) {
    cancelled.throwIfAborted();
    debug(`${name}: ${String(error)}`);
    throw noAnswer(name, error);
  }
  debug(`${name}${query} → ${response.status} in ${Math.round(performance.now() - started)} ms`);
  if (!response.ok) throw refusal(name, response, parsed(content));
  const body = content === "" ? {} : parsed(content);
  if (body === undefined) throw noAnswer(name, new Error("the answer is not JSON"));
  return body;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
