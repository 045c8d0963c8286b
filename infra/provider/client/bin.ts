import type { Operation } from "../operation.ts";
import { askServed } from "./served.ts";

/**
 * The content of a protected Asset, asked for as Twilio asks: signed with the account's auth token. The API has no
 * other way.
 */
export async function readBin(operation: Operation, domainName: string, path: string): Promise<string> {
  const { authToken } = operation.configuration;
  const url = `https://${domainName}${path}`;
  if (authToken === undefined) {
    throw new Error(
      `The content of ${url} can only be read with the account's auth token, and there is none. Set TWILIO_AUTH_TOKEN, ` +
        "or do not import: `pulumi up` takes over an Asset of the same path and uploads the content that the program gives.",
    );
  }
  const { status, body } = await askServed(operation, { domainName, path, authToken });
  if (status === 200) return body;
  throw new Error(
    `${url} answered a signed request with HTTP ${status}: is TWILIO_AUTH_TOKEN the account's primary token?`,
  );
}
