import type { Deployable } from "../../../src/plan/documents.ts";
import { secretNamesOf } from "../../../src/plan/secrets.ts";
import { serviceName } from "../../../src/plan/service.ts";
import { planPath, routerPath, secretsPath } from "../../../src/twiml/paths.ts";
import { type Build, findBuild } from "../../provider/client/builds.ts";
import type { Operation } from "../../provider/operation.ts";
import { findDeployment } from "../deployment.ts";
import { different, type Finding, release, subjectOf } from "./finding.ts";

/** What is live of an environment. */
export interface Live {
  readonly serviceSid: string;
  readonly domainName: string;
  readonly build: Build;
}

/** The build that is live, or why there is none, in words. */
export async function liveBuild(
  operation: Operation,
  { plan }: Deployable,
): Promise<Live | { readonly missing: string }> {
  const name = serviceName(plan);
  const deploy = "Deploy it with `pulumi up`, or with `handoffs local up` on the emulator.";
  const found = await findDeployment(operation, plan);
  if (!found) return { missing: `Nothing is deployed: the account has no service "${name}". ${deploy}` };
  const { service, environment } = found;
  if (!environment || environment.buildSid === "")
    return { missing: `Nothing is live: the service "${name}" has no deployment. ${deploy}` };
  const build = await findBuild(operation, service.sid, environment.buildSid);
  if (!build)
    return {
      missing: `The live build ${environment.buildSid} is gone from the service "${name}". ${deploy}`,
    };
  return { serviceSid: service.sid, domainName: environment.domainName, build };
}

/** What is said of everything when nothing is live. */
export function nothingLive({ bins, plan }: Deployable, missing: string): readonly Finding[] {
  const destinations = Object.keys(bins).filter((path) => subjectOf(plan, path) !== release);
  return [
    different(release, missing),
    ...destinations.map((path) => different(subjectOf(plan, path), `${path} is not deployed.`)),
  ];
}

/** The list of what the build serves, against the plan's. */
export function checkContents({ plan, bins }: Deployable, { build }: Live): readonly Finding[] {
  const planned = new Set([...Object.keys(bins), ...privatePaths(plan), routerPath]);
  const served = new Set([...build.assetVersions.keys(), ...build.functionVersions.keys()]);
  return [
    ...(build.status === "completed"
      ? []
      : [different(release, `The live build ${build.sid} is ${build.status}.`)]),
    ...[...planned]
      .filter((path) => !served.has(path))
      .map((path) => different(subjectOf(plan, path), `${path} is not deployed.`)),
    ...[...served]
      .filter((path) => path.endsWith(".xml") && !planned.has(path))
      .map((path) => different(release, `${path} is deployed, and the plan has no such document.`)),
    ...privatePaths(plan)
      .filter((path) => served.has(path) && !build.privatePaths.includes(path))
      .map((path) => different(release, `${path} is not private: others than the router can read it.`)),
  ];
}

function privatePaths(plan: Deployable["plan"]): readonly string[] {
  // A context is looked up with a key of its own.
  const hasSecrets = secretNamesOf(plan).length > 0 || plan.context !== undefined;
  return hasSecrets ? [planPath, secretsPath] : [planPath];
}
