import { stateName } from "../account.ts";
import { forgetAskers } from "../askers.ts";
import {
  awaitBuild,
  type Build,
  type Contents,
  deploy,
  findBuild,
  findDeployment,
  findSameBuild,
  startBuild,
} from "../client/builds.ts";
import { uploadCommit } from "../client/commit.ts";
import { RequestError } from "../client/errors.ts";
import { type Environment, environments, listEnvironments } from "../client/serverless.ts";
import type { Operation } from "../operation.ts";
import { type Properties, pick, property, text, texts } from "../property.ts";
import { rememberServed } from "../served.ts";
import { carried, dropped, letGo, mostAssets, referencesWith, releaseNamed, releaseType } from "./carried.ts";

/** The outputs of a build of these inputs that is live. */
export async function publish(
  [serviceSid, environmentSid]: readonly [string, string],
  old: Properties,
  inputs: Properties,
  operation: Operation,
): Promise<Properties> {
  const last = property(old, "buildSid") === undefined ? undefined : text(old, "buildSid");
  // Of a service that this run has only just made, nothing is live.
  const isFirst = last === undefined && operation.account.held.has(serviceSid);
  const more = isFirst ? new Map() : await carriedOn(operation, serviceSid, environmentSid, old, inputs);
  const wanted: Contents = {
    assetVersions: new Map([...texts(inputs, "assetVersions"), ...more]),
    functionVersions: texts(inputs, "functionVersions"),
    runtime: text(inputs, "runtime"),
  };
  const left = await leftOver(operation, serviceSid, wanted);
  const mark = left === undefined ? await marked(operation, serviceSid, old, inputs, wanted) : undefined;
  const build = left ?? (await start(operation, serviceSid, wanted, mark?.version, more.size));
  await awaitBuild(operation, serviceSid, build);
  // A build takes its time: what somebody has done meanwhile is seen, here and where numbers are set.
  forgetAskers(operation);
  const environment = isFirst
    ? (await environments(operation, serviceSid)).find(({ sid }) => sid === environmentSid)
    : await environmentOf(operation, serviceSid, environmentSid);
  if (environment === undefined)
    throw new Error(
      `The environment ${environmentSid} is gone. Run \`pulumi refresh\`; then \`pulumi up\` makes it anew.`,
    );
  if (last !== undefined) refuseForeign(environment.buildSid, [last, build.sid]);
  const there =
    left === undefined ? undefined : await findDeployment(operation, serviceSid, environmentSid, build.sid);
  operation.status(`Build ${build.sid} is complete: deploying it`);
  const deployment = there ?? (await deploy(operation, serviceSid, environmentSid, build.sid));
  rememberServed(operation, environment.domainName, wanted);
  const named = referencesWith(more, old, inputs);
  operation.account.remember(stateName(releaseType, releaseNamed, inputs), named);
  await letGo(operation, serviceSid, old, wanted.assetVersions);
  return {
    buildSid: build.sid,
    deploymentSid: deployment.sid,
    ...(more.size === 0 ? {} : { carriedVersions: Object.fromEntries(more) }),
    ...named,
    ...(mark === undefined ? pick(old, ["commitAssetSid"]) : { commitAssetSid: mark.sid }),
  };
}

/** The documents that the build has to hold beside the wanted ones; see `carried`. */
async function carriedOn(
  operation: Operation,
  serviceSid: string,
  environmentSid: string,
  old: Properties,
  inputs: Properties,
) {
  const isKnown = property(old, "buildSid") !== undefined;
  if (isKnown && dropped(old, inputs).size === 0) return new Map<string, string>();
  const environment = await environmentOf(operation, serviceSid, environmentSid);
  const before = isKnown ? old : await servedIn(operation, serviceSid, environment);
  return await carried(operation, serviceSid, environment, before, inputs);
}

/** What is live where the state knows of no release, because it was lost: whatever somebody asks of that goes on. */
async function servedIn(
  operation: Operation,
  serviceSid: string,
  environment: Environment | undefined,
): Promise<Properties> {
  if (environment === undefined || environment.buildSid === "") return {};
  const build = await findBuild(operation, serviceSid, environment.buildSid);
  return build === undefined ? {} : { assetVersions: Object.fromEntries(build.assetVersions) };
}

/** The environment as it is now, whatever is remembered. */
const environmentOf = async (operation: Operation, serviceSid: string, environmentSid: string) =>
  (await listEnvironments(operation, serviceSid)).find(({ sid }) => sid === environmentSid);

/** What is live may be of the state, or of a run of ours that was cut short; nobody else's is replaced unseen. */
function refuseForeign(live: string, ours: readonly (string | undefined)[]): void {
  if (live === "" || ours.includes(live)) return;
  throw new Error(
    `Somebody has deployed in between: the build ${live} is live, and the state has ${ours[0]}. ` +
      "Run `pulumi refresh` and look at what has changed; `pulumi up` then puts this routing in its place.",
  );
}

/** The Asset and the version that name the commit; undefined when another of this release does, or nobody says it. */
async function marked(
  operation: Operation,
  serviceSid: string,
  old: Properties,
  inputs: Properties,
  { assetVersions }: Contents,
) {
  const commit = text(inputs, "commit");
  const { commits } = operation.account;
  if (commit === "" || [...assetVersions.values()].some((sid) => commits.get(sid) === commit))
    return undefined;
  return await uploadCommit(operation, serviceSid, text(old, "commitAssetSid"), commit);
}

/** What an interrupted run has built already. It cannot have built what this process has only just uploaded. */
async function leftOver(
  operation: Operation,
  serviceSid: string,
  wanted: Contents,
): Promise<Build | undefined> {
  const versions = [...wanted.assetVersions.values(), ...wanted.functionVersions.values()];
  if (versions.some((sid) => operation.account.uploaded.has(sid))) return undefined;
  return await findSameBuild(operation, serviceSid, wanted);
}

async function start(
  operation: Operation,
  serviceSid: string,
  wanted: Contents,
  commit: string | undefined,
  carried: number,
): Promise<Build> {
  try {
    return await startBuild(operation, serviceSid, wanted, commit);
  } catch (error) {
    if (!(error instanceof RequestError) || error.transient || (error.status !== 400 && error.status !== 404))
      throw error;
    throw new Error(
      `${error.message} The routing that was live before still is. If a version is missing, Twilio has cleared it away because ` +
        `no live build used it: run \`pulumi refresh\` and then \`pulumi up\`, which uploads it again. If it is of a Function that somebody has deleted, \`pulumi up --replace <URN of the Function's resource>\` makes that anew.${crowd(wanted, carried)}`,
      { cause: error },
    );
  }
}

/** Where the documents that others still ask may be what is too much. */
const crowd = ({ assetVersions }: Contents, carried: number): string =>
  carried > 0 && assetVersions.size > mostAssets
    ? ` The build would hold ${assetVersions.size} documents, ${carried} of them only because numbers or SIP domains still ask them, and Twilio takes ${mostAssets}: take out as many destinations, or give those another voice URL in Twilio's console.`
    : "";
