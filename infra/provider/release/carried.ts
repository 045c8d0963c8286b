import { askersOf } from "../askers.ts";
import { contents, discard } from "../client/content.ts";
import type { Environment } from "../client/serverless.ts";
import type { Operation } from "../operation.ts";
import { type Properties, property, reveal, texts } from "../property.ts";

/** Version SIDs by path. */
type Versions = ReadonlyMap<string, string>;

/** The documents of the build before that the wanted one lacks. */
export function dropped(old: Properties, inputs: Properties): Versions {
  const wanted = new Set(Object.keys(reveal(property(inputs, "assetVersions") ?? {}) ?? {}));
  const before = [...texts(old, "carriedVersions"), ...texts(old, "assetVersions")];
  return new Map(before.filter(([path]) => !wanted.has(path)));
}

/**
 * Those of the dropped documents that a number or SIP Domain of the account still asks. Entries of the stack change
 * after the release, so their callers would reach nothing until then; others are somebody's, who may not know. The
 * build goes on serving these documents for as long as they are asked and Twilio has them.
 */
export async function carried(
  operation: Operation,
  serviceSid: string,
  environment: Environment | undefined,
  candidates: Versions,
): Promise<Versions> {
  if (candidates.size === 0 || environment === undefined) return new Map();
  const found: [path: string, version: string][] = [];
  for (const [path, version] of candidates) {
    const askers = await askersOf(operation, environment.domainName, path);
    if (askers.length === 0) continue;
    if ((await contents(operation, serviceSid, "Assets")).has(path)) found.push([path, version]);
    else
      operation.warn(
        `${askers.join(", ")} still asks https://${environment.domainName}${path}, which is nobody's any more and cannot be served: its callers reach nobody. Give it another voice URL in Twilio's console, or a file in numbers/.`,
      );
  }
  return new Map(found);
}

/** Deletes the documents of the build before that were kept only because somebody asked them, and that nobody asks now. */
export async function letGo(
  operation: Operation,
  serviceSid: string,
  old: Properties,
  released: Versions,
): Promise<void> {
  const paths = [...texts(old, "carriedVersions").keys()].filter((path) => !released.has(path));
  for (const path of paths) {
    const asset = (await contents(operation, serviceSid, "Assets")).get(path);
    if (asset !== undefined) await discard(operation, serviceSid, "Assets", asset.sid);
  }
}
