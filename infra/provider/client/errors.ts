import type { Answer } from "./exchange.ts";

/** What is known about the effect of a request that brought no usable answer. */
export type Effect = "none" | "unknown";

/** Twilio's refusal, or the lack of an answer. `message` is for people: what was asked, what came back, what to do. */
export class RequestError extends Error {
  readonly status: number | undefined;
  /** Twilio's error code: https://www.twilio.com/docs/api/errors */
  readonly code: number | undefined;
  /** Whether the same request can be answered otherwise later. */
  readonly transient: boolean;
  readonly effect: Effect;
  /** Milliseconds that Twilio asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    details: {
      status?: number;
      code?: number;
      transient: boolean;
      effect: Effect;
      retryAfter?: number;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.name = "RequestError";
    this.status = details.status;
    this.code = details.code;
    this.transient = details.transient;
    this.effect = details.effect;
    this.retryAfter = details.retryAfter;
  }
}

/** Twilio says that there is no such thing. A 404 without its code is somebody else's, a gateway's on the way. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof RequestError && error.status === 404 && error.code !== undefined;

/** Refused for the number of requests alone: nothing was done. */
export const isTooMany = (error: unknown): boolean => error instanceof RequestError && error.status === 429;

/** What was asked for; undefined when there is no such thing. */
export async function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The error of an answer that is not 2xx; Twilio's body is `{code, message, more_info, status}`. */
export function refusal(request: string, { status, headers }: Answer, body: unknown): RequestError {
  const { code, message } = twilioFields(body);
  // Twilio's API gives a code with each; a proxy or a gateway does not.
  const isForeign = status < 500 && status !== 429 && code === undefined;
  const isUnsure = status === 408 || status >= 500 || (isForeign && status === 404);
  const reason = message ?? `no explanation (HTTP ${status})`;
  const see = code === undefined ? "" : ` See https://www.twilio.com/docs/api/errors/${code}.`;
  const retryAfter = Number(headers["retry-after"] ?? Number.NaN);
  return new RequestError(
    `Twilio refused ${request} with HTTP ${status}: ${reason}.${see}${isForeign ? notTwilio : remedy(request, status)}`.replaceAll(
      "..",
      ".",
    ),
    {
      status,
      ...(code === undefined ? {} : { code }),
      transient: status === 429 || isUnsure,
      effect: isUnsure ? "unknown" : "none",
      ...(Number.isFinite(retryAfter) ? { retryAfter: Math.min(retryAfter, 60) * 1000 } : {}),
    },
  );
}

const notTwilio = " That is no answer of Twilio's API: something on the way to it gave it.";

function remedy(request: string, status: number): string {
  if (status === 401)
    return " Check TWILIO_ACCOUNT_SID and the API key and secret (or the auth token) of that account.";
  if (status === 403)
    return request.includes("/Services")
      ? " The API key may be a restricted one: Serverless needs a Standard key."
      : " The API key may be a restricted one that lacks this permission.";
  return "";
}

function twilioFields(body: unknown): { code?: number; message?: string } {
  if (typeof body !== "object" || body === null) return {};
  const { code, message } = body as { code?: unknown; message?: unknown };
  return {
    ...(typeof code === "number" ? { code } : {}),
    ...(typeof message === "string" ? { message } : {}),
  };
}

/** The connection was refused before anything was sent: nothing can have happened. */
const beforeSending = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Node.js trusts nobody who signed the certificate: the same request fails again. */
const untrusted = new Set([
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

export function noAnswer(request: string, cause: unknown): RequestError {
  const code = causeCode(cause);
  if (code !== undefined && untrusted.has(code))
    return new RequestError(
      `${request} was not sent, because the certificate of what answers in Twilio's place is not trusted (${code}). ` +
        "Where a proxy of your network signs with an authority of its own, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/authority.pem.",
      { transient: false, effect: "none", cause },
    );
  return new RequestError(
    `Twilio gave no answer to ${request}: ${code ?? (cause instanceof Error ? cause.message : String(cause))}.`,
    {
      transient: true,
      effect: code !== undefined && beforeSending.has(code) ? "none" : "unknown",
      cause,
    },
  );
}

function causeCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "TimeoutError") return "timeout";
  if (error instanceof AggregateError && error.errors.length > 0) return causeCode(error.errors[0]);
  return (
    causeCode(error.cause) ?? ("code" in error && typeof error.code === "string" ? error.code : undefined)
  );
}
