import { askersByPath } from "../askers.ts";
import { type Build, findBuild } from "../client/builds.ts";
import { type Content, contents, discard } from "../client/content.ts";
import type { Environment } from "../client/serverless.ts";
import type { Operation } from "../operation.ts";
import { type Properties, property, reveal, texts } from "../property.ts";

/** Version SIDs by path. */
type Versions = ReadonlyMap<string, string>;

/** https://www.twilio.com/docs/serverless/functions-assets/faq: Assets of one visibility in a build. */
export const mostAssets = 1000;

/** The documents of the build before that the wanted one lacks. */
export function dropped(old: Properties, inputs: Properties): Versions {
  const wanted = new Set(Object.keys(reveal(property(inputs, "assetVersions") ?? {}) ?? {}));
  const before = [...texts(old, "carriedVersions"), ...texts(old, "assetVersions")];
  return new Map(before.filter(([path]) => !wanted.has(path)));
}

/**
 * The dropped documents, as long as a number or SIP Domain of the account still asks one of them. Entries of the stack
 * change after the release, so their callers would reach nothing until then; others are somebody's, who may not know.
 * What is asked may name others (an alias its destination, a queue what is heard while waiting), so they go together,
 * what is asked first where a build cannot hold them all beside the `wanted` Assets.
 */
export async function carried(
  operation: Operation,
  serviceSid: string,
  environment: Environment | undefined,
  candidates: Versions,
  wanted: number,
): Promise<Versions> {
  if (candidates.size === 0 || environment === undefined) return new Map();
  const askers = await askersByPath(operation, environment.domainName);
  const asked = [...candidates.keys()].filter((path) => askers.has(path));
  if (asked.length === 0) return new Map();
  const live =
    environment.buildSid === "" ? undefined : await findBuild(operation, serviceSid, environment.buildSid);
  const isThere = await existing(operation, serviceSid, live);
  for (const path of asked.filter((one) => !isThere(one, candidates.get(one)))) {
    operation.warn(
      `${askers.get(path)?.join(", ")} still asks https://${environment.domainName}${path}, which is nobody's any more and cannot be served: its callers reach nobody. Give it another voice URL in Twilio's console, or a file in numbers/.`,
    );
  }
  const first = new Set(asked);
  const near = new Set(asked.map(nameOf));
  const rank = (path: string): number => (first.has(path) ? 0 : near.has(nameOf(path)) ? 1 : 2);
  const served = [...candidates]
    .filter(([path, version]) => isThere(path, version))
    .sort(([one], [other]) => rank(one) - rank(other));
  const askedFor = served.filter(([path]) => first.has(path)).length;
  return new Map(served.slice(0, Math.max(askedFor, mostAssets - wanted)));
}

/** `/wait/sales.xml` is heard in the queue of `/handoffs/sales.xml`. */
const nameOf = (path: string): string => path.split("/").at(-1) ?? path;

/** Whether the Asset of a document is still there, so that a build can have its version: whatever people call it. */
async function existing(operation: Operation, serviceSid: string, live: Build | undefined) {
  const assets = await contents(operation, serviceSid, "Assets");
  const sids = new Set([...assets.values()].map(({ sid }) => sid));
  return (path: string, version: string | undefined): boolean => {
    const owner = live?.owners.get(version ?? "") ?? "";
    return owner === "" ? assets.has(path) : sids.has(owner);
  };
}

/**
 * Deletes the documents of the build before that were kept only because somebody asked them, and that nobody asks now.
 * The release is live by then, so one that cannot be deleted is only told.
 */
export async function letGo(
  operation: Operation,
  serviceSid: string,
  old: Properties,
  released: Versions,
): Promise<void> {
  const paths = [...texts(old, "carriedVersions").keys()].filter((path) => !released.has(path));
  if (paths.length === 0) return;
  try {
    const assets: ReadonlyMap<string, Content> = await contents(operation, serviceSid, "Assets");
    for (const path of paths) {
      const asset = assets.get(path);
      if (asset !== undefined) await discard(operation, serviceSid, "Assets", asset.sid);
    }
  } catch (error) {
    operation.warn(
      `Nobody asks ${paths.join(", ")} any more, but not all of them could be deleted: ${error instanceof Error ? error.message : error} They are not served; delete their Assets in Twilio's console.`,
    );
  }
}
