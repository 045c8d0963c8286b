import type { Diversion, Webhook } from "./client/entries.ts";
import { holderOf } from "./holder.ts";
import { isProperties, type Properties, property, revealAll, secret, text, type Value } from "./property.ts";

export const urls = ["voiceUrl", "voiceFallbackUrl"] as const;
export const methods = { voiceUrl: "voiceMethod", voiceFallbackUrl: "voiceFallbackMethod" } as const;

/** The webhook fields among the properties: those are managed, others are left alone. */
export function webhookOf(properties: Properties): Partial<Webhook> {
  const fields = urls.flatMap((url) => {
    if (property(properties, url) === undefined) return [];
    return [
      [url, text(properties, url)],
      [methods[url], text(properties, methods[url]) || "POST"],
    ];
  });
  return Object.fromEntries(fields);
}

/** The fields that hold something; a method means nothing without its URL. */
export const given = (webhook: Webhook): Properties =>
  Object.fromEntries(
    urls.flatMap((url) =>
      webhook[url] === ""
        ? []
        : [
            [url, guarded(webhook[url])],
            [methods[url], webhook[methods[url]]],
          ],
    ),
  );

/** A field that somebody else has set: secret where it is a URL with a password or a query, which may be a key. */
export function guarded(value: string): Value {
  const { username = "", password = "", search = "" } = URL.canParse(value) ? new URL(value) : {};
  return username === "" && password === "" && search === "" ? value : secret(value);
}

export const sameAs = (webhook: Webhook, wanted: Partial<Webhook>): boolean =>
  Object.entries(wanted).every(([name, value]) => webhook[name as keyof Webhook] === value);

/** The webhook before ours, from the state; empty when it is not known. */
export function previousOf(state: Properties): Partial<Webhook & Diversion> {
  const previous = revealAll(property(state, "previous") ?? null);
  return isProperties(previous)
    ? Object.fromEntries(Object.keys(previous).map((name) => [name, text(previous, name)]))
    : {};
}

/** Whether it is what we have set, or another document of our service: left by a run that could not record it. */
export const isFrom = (ours: Partial<Webhook>, url: (typeof urls)[number], now: string): boolean =>
  now === ours[url] || (holderOf(ours) !== undefined && holderOf({ voiceUrl: now }) === holderOf(ours));

/**
 * What to set so that each URL of ours becomes what it was before, and why a URL is left as it is: `now` is
 * what Twilio has, and what is not `ours` any more is somebody's newer change.
 */
export function restoration(
  now: Webhook,
  ours: Partial<Webhook>,
  previous: Partial<Webhook>,
  wanted: (url: (typeof urls)[number]) => boolean,
): { restore: Partial<Webhook>; left: readonly string[] } {
  const restore: Record<string, string> = {};
  const left: string[] = [];
  for (const url of urls.filter((name) => ours[name] !== undefined && wanted(name))) {
    const before = previous[url];
    const method = previous[methods[url]] || "POST";
    if (now[url] === before && (now[url] !== ours[url] || now[methods[url]] === method)) continue;
    if (!isFrom(ours, url, now[url])) {
      left.push(`${url} has been changed since by somebody else, so it is left as it is.`);
    } else if (before === undefined) {
      left.push(`what ${url} was before is not known, so it is left as it is. Set it in Twilio's console.`);
    } else {
      restore[url] = before;
      restore[methods[url]] = method;
    }
  }
  // Twilio refuses a fallback without a voice URL (error 21405).
  if (restore.voiceUrl !== "" || (restore.voiceFallbackUrl ?? now.voiceFallbackUrl) === "")
    return { restore, left };
  return {
    restore: {},
    left: [...left, "voiceUrl is left as it is, because Twilio keeps no fallback without one."],
  };
}

/** What of a diversion is set. */
export const divertedBy = (diversion: Partial<Diversion>): Partial<Diversion> =>
  Object.fromEntries(Object.entries(diversion).filter(([, sid]) => sid !== ""));

/** What puts a diversion back that was taken away, and why it is not put back: another came in its place. */
export function redirection(
  now: Diversion | undefined,
  previous: Partial<Diversion>,
): { divert: Partial<Diversion>; left: readonly string[] } {
  const { trunkSid = "", voiceApplicationSid = "" } = previous;
  const before = divertedBy({ trunkSid, voiceApplicationSid });
  const [current] = Object.values(divertedBy(now ?? {}));
  if (Object.keys(before).length === 0 || current === trunkSid || current === voiceApplicationSid)
    return { divert: {}, left: [] };
  return current === undefined
    ? { divert: before, left: [] }
    : { divert: {}, left: [`somebody has attached it to ${current} since, so it stays there.`] };
}
