import { allEntries, type Entries, type Entry } from "../client/entries.ts";
import { phoneNumbers } from "../client/numbers.ts";
import type { Environment } from "../client/serverless.ts";
import { sipDomains } from "../client/sip-domains.ts";
import type { Operation } from "../operation.ts";
import { type Properties, property, reveal, texts } from "../property.ts";

/** The documents of the build before that the wanted one lacks: version SIDs by path. */
export function dropped(old: Properties, inputs: Properties): ReadonlyMap<string, string> {
  const wanted = new Set(Object.keys(reveal(property(inputs, "assetVersions") ?? {}) ?? {}));
  const before = [...texts(old, "carriedVersions"), ...texts(old, "assetVersions")];
  return new Map(before.filter(([path]) => !wanted.has(path)));
}

/**
 * Those of the dropped documents that a number or SIP Domain of the account still asks. Entries change after the
 * release, so their callers would reach nothing until then: one more build serves these documents.
 */
export async function carried(
  operation: Operation,
  environment: Environment | undefined,
  candidates: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  if (candidates.size === 0 || environment === undefined) return new Map();
  const lists = await Promise.all([asked(operation, phoneNumbers), asked(operation, sipDomains)]);
  const addresses = new Set(lists.flat());
  return new Map(
    [...candidates].filter(([path]) => addresses.has(`https://${environment.domainName}${path}`)),
  );
}

const asked = async <T extends Entry>(
  operation: Operation,
  entries: Entries<T>,
): Promise<readonly string[]> =>
  [...(await allEntries(operation, entries)).values()].flatMap(({ webhook }) => [
    webhook.voiceUrl,
    webhook.voiceFallbackUrl,
  ]);
