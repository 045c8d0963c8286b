import { documentName, type HandoffContext, readContext } from "./context.ts";

/** An API key that may read Sync. */
export interface SyncKey {
  /** `SK…` */
  readonly key: string;
  readonly secret: string;
}

/** The part of `fetch` that is needed. */
export type Get = (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<{ readonly status: number; json(): Promise<unknown> }>;

/** Every account has this Service. https://www.twilio.com/docs/sync/api/service */
const documents = "https://sync.twilio.com/v1/Services/default/Documents";

/**
 * The context that an id or a shared id leads to, in one request; undefined when there is none, or none any more at
 * `now` (milliseconds since 1970): Twilio removes a document some time after it expires. Rejects when Sync fails, or
 * takes longer than `patience` in milliseconds.
 */
export async function findContext(
  scope: string,
  id: string,
  { key, secret }: SyncKey,
  now: number,
  patience: number,
  get: Get,
): Promise<HandoffContext | undefined> {
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
  const reply = await get(`${documents}/${documentName(scope, id)}`, {
    headers: { authorization },
    signal: AbortSignal.timeout(patience),
  });
  if (reply.status === 404) return undefined;
  if (reply.status !== 200) throw new Error(`Sync answered ${reply.status}`);
  const { data, date_expires } = (await reply.json()) as Readonly<Record<string, unknown>>;
  if (typeof date_expires === "string" && Date.parse(date_expires) <= now) return undefined;
  return readContext(data);
}
