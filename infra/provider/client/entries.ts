import { ask, type Operation } from "../operation.ts";
import type { Request } from "./http.ts";
import { pages } from "./paging.ts";
import { list, optional, type Reply, reply, required } from "./reply.ts";

/** What calls arrive at: a phone number or a SIP Domain. */
export interface Entry {
  readonly sid: string;
  /** E.164, or the domain's name. */
  readonly name: string;
  /** What people call it. */
  readonly friendlyName: string;
  readonly webhook: Webhook;
}

/** The four fields of an entry that are ours; the empty text where Twilio has none. */
export interface Webhook {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
}

/** What beats the voice URL of a phone number: while either is set, Twilio never asks it. Empty where it is not set. */
export interface Diversion {
  readonly trunkSid: string;
  readonly voiceApplicationSid: string;
}

/** One of the account's lists of entries. */
export interface Entries<T extends Entry> {
  /** Its path below the account. */
  readonly path: string;
  /** The field of an answer that has the list. */
  readonly field: string;
  readonly read: (item: Reply) => T;
}

const parameters: Readonly<Record<keyof Webhook | keyof Diversion, string>> = {
  voiceUrl: "VoiceUrl",
  voiceMethod: "VoiceMethod",
  voiceFallbackUrl: "VoiceFallbackUrl",
  voiceFallbackMethod: "VoiceFallbackMethod",
  trunkSid: "TrunkSid",
  voiceApplicationSid: "VoiceApplicationSid",
};

/** What all entries have in common; `name` is the field with the name. */
export const toEntry = (item: Reply, name: string): Entry => ({
  sid: required(item, "sid"),
  name: required(item, name),
  friendlyName: optional(item, "friendly_name"),
  webhook: {
    voiceUrl: optional(item, "voice_url"),
    voiceMethod: methodIn(item, "voice_method"),
    voiceFallbackUrl: optional(item, "voice_fallback_url"),
    voiceFallbackMethod: methodIn(item, "voice_fallback_method"),
  },
});

/** In the form in which Twilio takes it; POST is what it uses where none is set. */
const methodIn = (item: Reply, name: string): string => optional(item, name).toUpperCase() || "POST";

const address = (operation: Operation, path: string): Pick<Request, "product" | "path"> => ({
  product: "api",
  path: `/2010-04-01/Accounts/${encodeURIComponent(operation.configuration.accountSid ?? "")}/${path}.json`,
});

/** All of the account, by SID: one list for all resources. Looking a number up would match others in part. */
export const allEntries = <T extends Entry>(
  operation: Operation,
  { path, field, read }: Entries<T>,
): Promise<Map<string, T>> =>
  operation.account.once(path, async () => {
    const get = (query: URLSearchParams) =>
      ask(operation, { method: "GET", ...address(operation, path), query }, reply);
    const found = (await pages(get)).flatMap((page) => list(page, field).map(read));
    return new Map(found.map((entry) => [entry.sid, entry]));
  });

/** By SID or by name; in names of domains case does not matter. */
export async function findEntry<T extends Entry>(
  operation: Operation,
  entries: Entries<T>,
  name: string,
): Promise<T | undefined> {
  const all = await allEntries(operation, entries);
  const wanted = name.toLowerCase();
  return all.get(name) ?? [...all.values()].find((entry) => entry.name.toLowerCase() === wanted);
}

/** Changes these fields of the entry and no other: Twilio leaves what is not sent as it is. */
export async function setWebhook<T extends Entry>(
  operation: Operation,
  { path, read }: Entries<T>,
  sid: string,
  changes: Partial<Webhook & Diversion>,
): Promise<void> {
  const fields = Object.entries(changes).map(([name, value]): [string, string] => [
    parameters[name as keyof typeof parameters],
    value,
  ]);
  const request = {
    method: "POST",
    ...address(operation, `${path}/${encodeURIComponent(sid)}`),
    body: new URLSearchParams(fields),
  } as const;
  const changed = await ask(operation, request, (body) => read(reply(body)));
  (await operation.account.recall<Map<string, T>>(path))?.set(sid, changed);
}
