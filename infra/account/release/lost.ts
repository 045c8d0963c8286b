import { masking } from "../../../src/diff/mask.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { allAskers, pathsAsked } from "../../provider/askers.ts";
import type { Build } from "../../provider/client/builds.ts";
import { contents } from "../../provider/client/content.ts";
import type { Operation } from "../../provider/operation.ts";

const pathsOf = ({ assetVersions, functionVersions }: Build): ReadonlySet<string> =>
  new Set([...assetVersions.keys(), ...functionVersions.keys()]);

/** Paths of a build whose Asset or Function somebody has deleted since: Twilio may not serve them any more. */
export async function deletedParts(
  operation: Operation,
  serviceSid: string,
  { assetVersions, functionVersions, owners }: Build,
): Promise<readonly string[]> {
  const lists = await Promise.all(
    (["Assets", "Functions"] as const).map((kind) => contents(operation, serviceSid, kind)),
  );
  const there = new Set(lists.flatMap((list) => [...list.values()].map(({ sid }) => sid)));
  return [...assetVersions, ...functionVersions]
    .filter(([, version]) => !there.has(owners.get(version) ?? ""))
    .map(([path]) => path);
}

/** A number or SIP domain that would ask for what a build has not. */
export interface Stray {
  readonly name: string;
  readonly path: string;
}

/**
 * The numbers and SIP domains of the account that point at this domain, but at no document of the build: their callers
 * would hear an error. Asked of the account, as somebody may have pointed more there than the plan knows.
 */
export async function strays(
  operation: Operation,
  plan: Plan,
  domainName: string,
  build: Build,
): Promise<readonly Stray[]> {
  const served = pathsOf(build);
  const mask = masking();
  return (await allAskers(operation)).flatMap(({ name, webhook }) =>
    pathsAsked(webhook, domainName)
      .filter((path) => !served.has(path))
      .map((path) => ({ name: idOf(plan, name) ?? mask(name), path })),
  );
}

const idOf = (plan: Plan, name: string): string | undefined =>
  Object.entries(plan.numbers).find(([, { number, sipDomain }]) => (number ?? sipDomain) === name)?.[0];

/** The destinations that the agent can reach now and could not in the build. */
export function unreachable(live: Build, build: Build): readonly string[] {
  const served = pathsOf(build);
  return [...pathsOf(live)]
    .filter((path) => !served.has(path))
    .flatMap((path) => /^\/handoffs\/([^/]+)\.xml$/.exec(path)?.[1] ?? []);
}
