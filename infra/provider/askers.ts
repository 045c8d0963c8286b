import { allEntries, type Entries, type Entry, type Webhook } from "./client/entries.ts";
import { phoneNumbers } from "./client/numbers.ts";
import { sipDomains } from "./client/sip-domains.ts";
import type { Operation } from "./operation.ts";

/** The paths of this host that a webhook asks, whatever query or connection settings its URLs have. */
export const pathsAsked = (webhook: Webhook, domainName: string): readonly string[] =>
  [webhook.voiceUrl, webhook.voiceFallbackUrl].flatMap((url) => {
    if (!URL.canParse(url)) return [];
    const { hostname, pathname } = new URL(url);
    return hostname === domainName.toLowerCase() ? [pathname] : [];
  });

/** The account's numbers and SIP Domains. */
export async function allAskers(operation: Operation): Promise<readonly Entry[]> {
  const entriesIn = async <T extends Entry>(entries: Entries<T>): Promise<readonly Entry[]> => [
    ...(await allEntries(operation, entries)).values(),
  ];
  return (await Promise.all([entriesIn(phoneNumbers), entriesIn(sipDomains)])).flat();
}

/** Lets the next question see what has happened to numbers and SIP Domains since the last. */
export function forgetAskers({ account }: Operation): void {
  for (const { path } of [phoneNumbers, sipDomains]) account.forget(path);
}

/** Names of the numbers and SIP Domains that ask this host when they are called, or when that fails: by path. */
export async function askersByPath(
  operation: Operation,
  domainName: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const { name, webhook } of await allAskers(operation)) {
    for (const path of new Set(pathsAsked(webhook, domainName))) {
      const names = found.get(path);
      if (names === undefined) found.set(path, [name]);
      else names.push(name);
    }
  }
  return found;
}

/** Names of the numbers and SIP Domains that ask anything of this host. */
export const askersOf = async (operation: Operation, domainName: string): Promise<readonly string[]> => [
  ...new Set([...(await askersByPath(operation, domainName)).values()].flat()),
];
