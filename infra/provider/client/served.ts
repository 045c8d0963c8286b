import { createHmac } from "node:crypto";
import { isLoopback } from "../configuration.ts";
import { within } from "../deadline.ts";
import type { Operation } from "../operation.ts";
import { noAnswer } from "./errors.ts";
import { exchange, formBody } from "./exchange.ts";
import { retrying } from "./retry.ts";

/** A request to a domain of Functions & Assets, as Twilio sends it when a call asks for a document. */
export interface ServedRequest {
  /** Host name, such as `acme-support-1234-live.twil.io`. */
  readonly domainName: string;
  /** With its query. */
  readonly path: string;
  /** Makes it a POST. */
  readonly form?: URLSearchParams;
  /** The auth token that signs it; undefined leaves it unsigned. */
  readonly authToken: string | undefined;
}

export interface Served {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** https://www.twilio.com/docs/usage/security#validating-requests */
const signatureOf = (authToken: string, url: string, form = new URLSearchParams()): string => {
  const posted = [...form].map(([name, value]) => name + value).sort();
  return createHmac("sha1", authToken)
    .update(url + posted.join(""))
    .digest("base64");
};

/** Asks the domain itself, which the API has no way to do. A local endpoint serves the host under its own port. */
export const askServed = (operation: Operation, request: ServedRequest): Promise<Served> =>
  retrying(() => send(operation, request), { kind: "idempotent" }, operation);

async function send(
  { configuration, signal }: Operation,
  { domainName, path, form, authToken }: ServedRequest,
): Promise<Served> {
  const url = `https://${domainName}${path}`;
  const { endpoint } = configuration;
  const local = isLoopback(endpoint) ? new URL(endpoint.replaceAll("{product}", "api")) : undefined;
  const method = form === undefined ? "GET" : "POST";
  const headers = {
    host: domainName,
    ...(authToken === undefined ? {} : { "x-twilio-signature": signatureOf(authToken, url, form) }),
  };
  const target = local === undefined ? new URL(url) : new URL(path, local.origin);
  const sent = form === undefined ? undefined : formBody(form);
  try {
    const answer = await within(15_000, signal, (ends) => exchange(target, method, headers, sent, ends));
    return {
      status: answer.status,
      contentType: answer.headers["content-type"] ?? "",
      body: answer.body,
    };
  } catch (error) {
    signal.throwIfAborted();
    throw noAnswer(`${method} ${url}`, error);
  }
}
