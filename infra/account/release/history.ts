import { listBuilds, listDeployments } from "../../provider/client/builds.ts";
import type { Operation } from "../../provider/operation.ts";
import type { Deployed } from "./service.ts";

/** One deployment of an environment. */
export interface Release {
  /** SID of the build; null where a deployment took everything down. */
  readonly build: string | null;
  /** The Git commit that it was made of; null where the build does not say, or is gone. */
  readonly commit: string | null;
  /** Whether the files had changes that were not committed. */
  readonly uncommitted: boolean;
  /** When it was deployed: ISO 8601, UTC. */
  readonly at: string;
  readonly live: boolean;
  /** Whether Twilio still has the build, so that it can be deployed again. */
  readonly kept: boolean;
}

/** What was deployed to an environment, the latest first: two requests, whatever the number. */
export async function history(
  operation: Operation,
  { serviceSid, environmentSid, live }: Deployed,
): Promise<readonly Release[]> {
  const [deployments, builds] = await Promise.all([
    listDeployments(operation, serviceSid, environmentSid),
    listBuilds(operation, serviceSid),
  ]);
  const kept = new Map(builds.map((build) => [build.sid, build]));
  const latest = [...deployments].sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
  const lastLive = latest.find(({ buildSid }) => buildSid === live && live !== "")?.sid;
  return latest.map(({ sid, buildSid, created }) => {
    const commit = kept.get(buildSid)?.commit;
    return {
      build: buildSid === "" ? null : buildSid,
      commit: commit?.replace(/-dirty$/, "") ?? null,
      uncommitted: commit?.endsWith("-dirty") ?? false,
      at: new Date(created).toISOString(),
      live: sid === lastLive,
      kept: kept.has(buildSid),
    };
  });
}
