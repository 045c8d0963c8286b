import { createHmac } from "node:crypto";
import { request as plain } from "node:http";
import { request as encrypted } from "node:https";
import { isLoopback } from "../configuration.ts";
import type { Operation } from "../operation.ts";

/** https://www.twilio.com/docs/usage/security#validating-requests: of a GET, the URL is all that is signed. */
const signatureOf = (authToken: string, url: string): string =>
  createHmac("sha1", authToken).update(url).digest("base64");

/**
 * The content of a protected Asset, asked for as Twilio asks: signed with the account's auth token. The API has no
 * other way. A local endpoint serves the host itself, under its own port.
 */
export async function readBin(operation: Operation, domainName: string, path: string): Promise<string> {
  const { authToken, endpoint } = operation.configuration;
  const url = `https://${domainName}${path}`;
  if (authToken === undefined) {
    throw new Error(
      `The content of ${url} can only be read with the account's auth token, and there is none. Set TWILIO_AUTH_TOKEN, ` +
        "or do not import: `pulumi up` takes over an Asset of the same path and uploads the content that the program gives.",
    );
  }
  const local = isLoopback(endpoint) ? new URL(endpoint.replaceAll("{product}", "api")) : undefined;
  const headers = { host: domainName, "x-twilio-signature": signatureOf(authToken, url) };
  const signal = AbortSignal.any([operation.signal, AbortSignal.timeout(15_000)]);
  return await new Promise((resolve, reject) => {
    const target = local === undefined ? new URL(url) : new URL(path, local.origin);
    const request = (local === undefined ? encrypted : plain)(target, { headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(Buffer.concat(chunks).toString("utf8"))
          : reject(
              new Error(
                `${url} answered a signed request with HTTP ${response.statusCode}: is TWILIO_AUTH_TOKEN the account's primary token?`,
              ),
            ),
      );
    });
    request.on("error", reject);
    request.end();
  });
}
