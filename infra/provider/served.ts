import type { Contents } from "./client/builds.ts";
import { findService } from "./client/serverless.ts";
import { holderOf } from "./holder.ts";
import { liveIn } from "./live.ts";
import type { Operation } from "./operation.ts";
import type { Properties } from "./property.ts";
import { urls, webhookOf } from "./webhook.ts";

const nameOf = (domainName: string): string => `served at ${domainName}`;

type Paths = ReadonlySet<string>;

const pathsOf = ({ assetVersions, functionVersions }: Omit<Contents, "runtime">): Paths =>
  new Set([...assetVersions.keys(), ...functionVersions.keys()]);

/** Lets the numbers of this run know what its release has put live. */
export const rememberServed = ({ account }: Operation, domainName: string, contents: Contents): void =>
  account.remember(nameOf(domainName), pathsOf(contents));

/**
 * The paths that a service serves at a host: what the release of this run has put live, else what is live. Undefined
 * where there is no such host.
 */
export const servedBy = (
  operation: Operation,
  serviceSid: string,
  domainName: string,
): Promise<Paths | undefined> =>
  operation.account.once(nameOf(domainName), async () => {
    const live = await liveIn(operation, serviceSid, (environment) => environment.domainName === domainName);
    if (live === undefined) return undefined;
    return live.build === undefined ? new Set() : pathsOf(live.build);
  });

/**
 * Refuses to point an entry at a document of a handoffs stack that is not live: the release comes first, but a run can
 * leave it out (`--target`, `--exclude`), and callers would reach nobody until the next.
 */
export async function refuseNotServed(operation: Operation, name: string, inputs: Properties): Promise<void> {
  const webhook = webhookOf(inputs);
  for (const url of urls.flatMap((one) => webhook[one] ?? [])) {
    const holder = holderOf({ voiceUrl: url });
    if (holder === undefined) continue;
    const { hostname, pathname } = new URL(url);
    const service = await findService(operation, holder);
    // Another account's host is its user's own matter.
    const served = service && (await servedBy(operation, service.sid, hostname));
    if (served === undefined || served.has(pathname)) continue;
    throw new Error(
      `${name} would ask ${url}, which is not live: its callers would reach nobody. The release has to come first: run \`pulumi up\` without --target and --exclude.`,
    );
  }
}
