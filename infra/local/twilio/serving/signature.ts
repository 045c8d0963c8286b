import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * `X-Twilio-Signature`: HMAC-SHA1, by the auth token, of the whole URL followed by each POST parameter's name
 * and value, sorted by name. https://www.twilio.com/docs/usage/security#validating-requests
 */
export const signatureOf = (authToken: string, url: string, parameters: URLSearchParams): string => {
  const names = [...new Set(parameters.keys())].sort();
  const posted = names.flatMap((name) =>
    [...new Set(parameters.getAll(name))].sort().map((value) => name + value),
  );
  return createHmac("sha1", authToken)
    .update(url + posted.join(""))
    .digest("base64");
};

export const isSignedBy = (
  authToken: string,
  signature: string | undefined,
  url: string,
  parameters: URLSearchParams,
): boolean => {
  const expected = Buffer.from(signatureOf(authToken, url, parameters));
  const given = Buffer.from(signature ?? "");
  return expected.length === given.length && timingSafeEqual(expected, given);
};
