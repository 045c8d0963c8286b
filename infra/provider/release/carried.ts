import { stateName } from "../account.ts";
import { askersByPath } from "../askers.ts";
import { type Build, findBuild } from "../client/builds.ts";
import { contents, discard } from "../client/content.ts";
import type { Environment } from "../client/serverless.ts";
import type { Operation } from "../operation.ts";
import {
  isProperties,
  type Properties,
  pick,
  property,
  reveal,
  revealAll,
  texts,
  textsIn,
} from "../property.ts";

export const releaseType = "twilio:index:Release";
export const releaseNamed = ["serviceSid"];

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
 * Those of the dropped documents that a number or SIP Domain of the account still asks, with what they name: an alias
 * its destination, a queue what is heard in it. Entries of the stack change after the release, so their callers would
 * reach nothing until then; others are somebody's, who may not know. The build goes on serving these documents for as
 * long as they are asked and Twilio has them.
 */
export async function carried(
  operation: Operation,
  serviceSid: string,
  environment: Environment | undefined,
  before: Properties,
  inputs: Properties,
): Promise<Versions> {
  const candidates = dropped(before, inputs);
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
  const needed = withNamed(asked, before);
  return new Map(
    [...candidates].filter(
      ([path, version]) => (needed === undefined || needed.has(path)) && isThere(path, version),
    ),
  );
}

/** What the documents name that are carried, beside what the wanted ones name: the next release has to know it. */
export function referencesWith(carried: Versions, old: Properties, inputs: Properties): Properties {
  const wanted = reveal(property(inputs, "references") ?? null);
  const before = reveal(property(old, "references") ?? null);
  if (!isProperties(wanted)) return {};
  const kept = isProperties(before) ? pick(before, [...carried.keys()]) : {};
  return { references: { ...kept, ...wanted } };
}

/** These paths and all that they lead to; undefined where the state does not know what names what. */
function withNamed(paths: readonly string[], before: Properties): ReadonlySet<string> | undefined {
  const known = revealAll(property(before, "references") ?? null);
  if (!isProperties(known)) return undefined;
  return new Set(paths.flatMap((path) => [path, ...textsIn(property(known, path) ?? null)]));
}

/** Whether the Asset of a document is still there, so that a build can have its version: whatever people call it. */
async function existing(operation: Operation, serviceSid: string, live: Build | undefined) {
  const assets = await contents(operation, serviceSid, "Assets");
  const sids = new Set([...assets.values()].map(({ sid }) => sid));
  return (path: string, version: string | undefined): boolean => {
    const owner = live?.owners.get(version ?? "") ?? "";
    return owner === "" ? assets.has(path) : sids.has(owner);
  };
}

/** Whether what these paths lead to goes on being served, this path among it; all does where nobody knows. */
export async function isNeeded(
  operation: Operation,
  serviceSid: string,
  path: string,
  asked: readonly string[],
): Promise<boolean> {
  if (asked.length === 0) return false;
  const known = await operation.account.recall<Properties>(
    stateName(releaseType, releaseNamed, { serviceSid }),
  );
  return withNamed(asked, known ?? {})?.has(path) ?? true;
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
    const assets = await contents(operation, serviceSid, "Assets");
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
