import { createHmac } from "node:crypto";
import { request as plain } from "node:http";
import { request as encrypted } from "node:https";
import { isLoopback } from "../configuration.ts";
import { within } from "../deadline.ts";
import type { Operation } from "../operation.ts";
import { noAnswer } from "./errors.ts";
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

function send(
  { configuration, signal }: Operation,
  { domainName, path, form, authToken }: ServedRequest,
): Promise<Served> {
  const url = `https://${domainName}${path}`;
  const { endpoint } = configuration;
  const local = isLoopback(endpoint) ? new URL(endpoint.replaceAll("{product}", "api")) : undefined;
  const method = form === undefined ? "GET" : "POST";
  const content = form?.toString() ?? "";
  const headers = {
    host: domainName,
    ...(authToken === undefined ? {} : { "x-twilio-signature": signatureOf(authToken, url, form) }),
    ...(form === undefined
      ? {}
      : {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": Buffer.byteLength(content),
        }),
  };
  const send = (ends: AbortSignal): Promise<Served> =>
    new Promise((resolve, reject) => {
      const target = local === undefined ? new URL(url) : new URL(path, local.origin);
      const options = { method, headers, signal: ends };
      const request = (local === undefined ? encrypted : plain)(target, options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? "",
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      request.on("error", (error) =>
        reject(signal.aborted ? signal.reason : noAnswer(`${method} ${url}`, error)),
      );
      request.end(content);
    });
  return within(15_000, signal, send);
}
