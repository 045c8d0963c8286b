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

/**
 * Names of the numbers and SIP Domains that ask this host when they are called, or when that fails; with `path`, those
 * that ask this document of it.
 */
export async function askersOf(
  operation: Operation,
  domainName: string,
  path?: string,
): Promise<readonly string[]> {
  if (domainName === "") return [];
  const asks = ({ webhook }: Entry): boolean =>
    pathsAsked(webhook, domainName).some((asked) => path === undefined || asked === path);
  return (await allAskers(operation)).filter(asks).map(({ name }) => name);
}
