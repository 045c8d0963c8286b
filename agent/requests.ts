import type { Client, Credentials } from "./api.d.ts";

export interface Reply {
  /** 0 when no answer came. */
  readonly status: number;
  /** Twilio's own, where it refuses. https://www.twilio.com/docs/api/errors */
  readonly code: number | undefined;
  readonly message: string;
}

/** A POST to one of Twilio's APIs. Never rejects. */
export type Post = (
  product: "api" | "sync",
  path: string,
  form: Readonly<Record<string, string>>,
) => Promise<Reply>;

type Send = (...request: Parameters<Post>) => Promise<{ readonly status: number; readonly body: unknown }>;

/** Milliseconds: an answer that takes longer is none. */
const patience = 10_000;

/** Milliseconds before each further try. */
const pauses = [200, 600] as const;

/**
 * Sends requests by the official client or by itself. What Twilio has not done (429) is asked again; so is what it may
 * have done (5xx, no answer), because all that is sent here may be done twice.
 */
export function posting(twilio: Client | Credentials): Post {
  const send = "request" in twilio ? byClient(twilio) : byFetch(twilio);
  return async (...request) => {
    for (const pause of pauses) {
      const reply = await attempt(send, request);
      if (reply.status !== 429 && reply.status !== 0 && reply.status < 500) return reply;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return await attempt(send, request);
  };
}

async function attempt(send: Send, request: Parameters<Post>): Promise<Reply> {
  try {
    const { status, body } = await send(...request);
    const { code, message } = errorIn(body);
    return { status, code, message: message ?? `Twilio answered ${status}` };
  } catch (error) {
    return { status: 0, code: undefined, message: error instanceof Error ? error.message : String(error) };
  }
}

const byClient =
  (client: Client): Send =>
  async (product, path, data) => {
    const uri = client[product].baseUrl + path;
    const { statusCode, body } = await client.request({ method: "post", uri, data });
    return { status: statusCode, body };
  };

function byFetch(credentials: Credentials): Send {
  const { endpoint = "https://{product}.twilio.com" } = credentials;
  const login =
    "apiKey" in credentials
      ? `${credentials.apiKey}:${credentials.apiSecret}`
      : `${credentials.accountSid}:${credentials.authToken}`;
  const authorization = `Basic ${Buffer.from(login).toString("base64")}`;
  return async (product, path, form) => {
    const reply = await fetch(endpoint.replace("{product}", product) + path, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(patience),
    });
    return { status: reply.status, body: await reply.json().catch(() => undefined) };
  };
}

/** The official client gives an error's JSON as text. */
function errorIn(body: unknown): { readonly code?: number; readonly message?: string } {
  const parsed = typeof body === "string" ? parse(body) : body;
  if (typeof parsed !== "object" || parsed === null) return {};
  const { code, message } = parsed as Readonly<Record<string, unknown>>;
  return {
    ...(typeof code === "number" ? { code } : {}),
    ...(typeof message === "string" ? { message } : {}),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
