import type { Webhook } from "./client/entries.ts";

/**
 * The service of a handoffs stack that answers an entry, by the host of its URLs: `handoffs-acme-live`, without what
 * Twilio adds. That is the mark by which one stack knows that an entry is another's; undefined where there is none.
 */
export function holderOf({ voiceUrl, voiceFallbackUrl }: Partial<Webhook>): string | undefined {
  const names = [voiceUrl, voiceFallbackUrl].map((url = "") => {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    return /^(handoffs-.+)-\d+(-[a-z][a-z\d-]*)?\.twil\.io$/.exec(host)?.[1];
  });
  return names.find((name) => name !== undefined);
}
