import { allEntries, type Entries, type Entry } from "./client/entries.ts";
import { phoneNumbers } from "./client/numbers.ts";
import { sipDomains } from "./client/sip-domains.ts";
import type { Operation } from "./operation.ts";

/**
 * Names of the account's numbers and SIP Domains that ask this host when they are called, or when that fails; with
 * `path`, those that ask this document of it, whatever query or connection settings their URL has.
 */
export async function askersOf(
  operation: Operation,
  domainName: string,
  path?: string,
): Promise<readonly string[]> {
  if (domainName === "") return [];
  const asks = (url: string): boolean => {
    if (!URL.canParse(url)) return false;
    const { hostname, pathname } = new URL(url);
    return hostname === domainName.toLowerCase() && (path === undefined || pathname === path);
  };
  const lists = await Promise.all([webhooksIn(operation, phoneNumbers), webhooksIn(operation, sipDomains)]);
  return lists
    .flat()
    .filter(({ webhook }) => asks(webhook.voiceUrl) || asks(webhook.voiceFallbackUrl))
    .map(({ name }) => name);
}

const webhooksIn = async <T extends Entry>(
  operation: Operation,
  entries: Entries<T>,
): Promise<readonly Entry[]> => [...(await allEntries(operation, entries)).values()];
