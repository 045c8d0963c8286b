import { ask, type Operation } from "../operation.ts";
import type { Request } from "./http.ts";
import { pages } from "./paging.ts";
import { list, optional, reply, required } from "./reply.ts";

// https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource

export interface PhoneNumber {
  readonly sid: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly webhook: Webhook;
  /** Either of these set means that the voice URL is never asked. */
  readonly trunkSid: string;
  readonly voiceApplicationSid: string;
}

/** The four fields of a number that are ours; the empty text where Twilio has none. */
export interface Webhook {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
}

const parameters: Readonly<Record<keyof Webhook, string>> = {
  voiceUrl: "VoiceUrl",
  voiceMethod: "VoiceMethod",
  voiceFallbackUrl: "VoiceFallbackUrl",
  voiceFallbackMethod: "VoiceFallbackMethod",
};

const toNumber = (body: unknown): PhoneNumber => {
  const from = reply(body);
  return {
    sid: required(from, "sid"),
    phoneNumber: required(from, "phone_number"),
    webhook: {
      voiceUrl: optional(from, "voice_url"),
      voiceMethod: optional(from, "voice_method"),
      voiceFallbackUrl: optional(from, "voice_fallback_url"),
      voiceFallbackMethod: optional(from, "voice_fallback_method"),
    },
    trunkSid: optional(from, "trunk_sid"),
    voiceApplicationSid: optional(from, "voice_application_sid"),
  };
};

const path = (operation: Operation, tail: string): Pick<Request, "product" | "path"> => ({
  product: "api",
  path: `/2010-04-01/Accounts/${encodeURIComponent(operation.configuration.accountSid ?? "")}/IncomingPhoneNumbers${tail}.json`,
});

/** All numbers of the account: one list for all resources. Looking one up would match other numbers in part. */
const numbers = (operation: Operation): Promise<Map<string, PhoneNumber>> =>
  operation.account.once("numbers", async () => {
    const get = (query: URLSearchParams) =>
      ask(operation, { method: "GET", ...path(operation, ""), query }, reply);
    const found = (await pages(get)).flatMap((page) => list(page, "incoming_phone_numbers").map(toNumber));
    return new Map(found.map((number) => [number.sid, number]));
  });

/** By PN… or E.164. */
export async function findNumber(operation: Operation, name: string): Promise<PhoneNumber | undefined> {
  const all = await numbers(operation);
  return all.get(name) ?? [...all.values()].find(({ phoneNumber }) => phoneNumber === name);
}

/** Changes these fields of the number and no other: Twilio leaves what is not sent as it is. */
export async function setWebhook(
  operation: Operation,
  sid: string,
  webhook: Partial<Webhook>,
): Promise<PhoneNumber> {
  const fields = Object.entries(webhook).map(([name, value]): [string, string] => [
    parameters[name as keyof Webhook],
    value,
  ]);
  const request = {
    method: "POST",
    ...path(operation, `/${encodeURIComponent(sid)}`),
    body: new URLSearchParams(fields),
  } as const;
  const changed = await ask(operation, request, toNumber);
  (await operation.account.recall<Map<string, PhoneNumber>>("numbers"))?.set(sid, changed);
  return changed;
}
