import { allEntries, type Entries, type Entry } from "./client/entries.ts";
import { phoneNumbers } from "./client/numbers.ts";
import { sipDomains } from "./client/sip-domains.ts";
import type { Operation } from "./operation.ts";

/** Names of the account's numbers and SIP Domains that ask this address when they are called, or when that fails. */
export async function askersOf(operation: Operation, address: string): Promise<readonly string[]> {
  if (address === "") return [];
  const lists = await Promise.all([askers(operation, phoneNumbers), askers(operation, sipDomains)]);
  return lists.flat().flatMap(({ name, asks }) => (asks.includes(address) ? [name] : []));
}

const askers = async <T extends Entry>(operation: Operation, entries: Entries<T>) =>
  [...(await allEntries(operation, entries)).values()].map(({ name, webhook }) => ({
    name,
    asks: [webhook.voiceUrl, webhook.voiceFallbackUrl],
  }));
