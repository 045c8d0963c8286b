import { ask, type Operation } from "../operation.ts";
import { pause } from "../pause.ts";
import { readPath } from "./commit.ts";
import { orNone, RequestError } from "./errors.ts";
import { list, optional, type Reply, reply, required } from "./reply.ts";
import { everything, type Fields, forgetEnvironments, listEnvironments, serverless } from "./serverless.ts";

// Builds and Deployments: https://www.twilio.com/docs/serverless/api/resource/build

/** What a build is made of: version sids (ZN…) by path. */
export interface Contents {
  readonly assetVersions: ReadonlyMap<string, string>;
  readonly functionVersions: ReadonlyMap<string, string>;
  readonly runtime: string;
}

export interface Build extends Contents {
  readonly sid: string;
  readonly status: string;
  /** Sid of the Asset or Function (ZH…) by its version's sid (ZN…). */
  readonly owners: ReadonlyMap<string, string>;
  /** Paths of the private assets. */
  readonly privatePaths: readonly string[];
  /** What it was made of; undefined where nothing says so. The paths are without it. */
  readonly commit: string | undefined;
  /** ISO 8601. */
  readonly created: string;
}

interface Version {
  readonly sid: string;
  readonly path: string;
  readonly owner: string;
  readonly visibility: string;
}

const versions = (from: Reply, field: string, owner: string): readonly Version[] =>
  (from[field] === null || from[field] === undefined ? [] : list(from, field)).map((item) => ({
    sid: required(item, "sid"),
    path: required(item, "path"),
    owner: optional(item, owner),
    visibility: optional(item, "visibility"),
  }));

const toBuild = (body: unknown): Build => {
  const from = reply(body);
  const read = versions(from, "asset_versions", "asset_sid").map((version) => ({
    version,
    ...(version.visibility === "private"
      ? readPath(version.path)
      : { path: version.path, commit: undefined }),
  }));
  const assets = read.flatMap(({ version, path }) => (path === undefined ? [] : [{ ...version, path }]));
  const commits = read.filter(({ commit }) => commit !== undefined);
  const functions = versions(from, "function_versions", "function_sid");
  const byPath = (all: readonly Version[]) => new Map(all.map(({ path, sid }) => [path, sid]));
  return {
    sid: required(from, "sid"),
    status: required(from, "status"),
    assetVersions: byPath(assets),
    functionVersions: byPath(functions),
    runtime: optional(from, "runtime"),
    owners: new Map([...assets, ...functions].map(({ sid, owner }) => [sid, owner])),
    // An Asset that was not uploaded for this release has the commit of an earlier one.
    commit: (commits.find(({ path }) => path === undefined) ?? commits[0])?.commit,
    created: optional(from, "date_created"),
    privatePaths: assets.filter(({ visibility }) => visibility === "private").map(({ path }) => path),
  };
};

/** A build never changes once it has ended; undefined when Twilio has cleared it away. */
export const findBuild = (
  operation: Operation,
  serviceSid: string,
  sid: string,
): Promise<Build | undefined> =>
  operation.account.once(`build ${sid}`, () =>
    orNone(ask(operation, serverless("GET", [serviceSid, "Builds", sid]), toBuild)),
  );

const sameVersions = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([path, sid]) => other.get(path) === sid);

/** Every build of a service that Twilio still has. Each lists all its versions, so pages are long. */
export const listBuilds = (operation: Operation, serviceSid: string): Promise<readonly Build[]> =>
  everything(operation, [serviceSid, "Builds"], "builds", toBuild, 20);

/** A build of exactly these versions that has not failed: what an interrupted run has left. */
export async function findSameBuild(
  operation: Operation,
  serviceSid: string,
  wanted: Contents,
): Promise<Build | undefined> {
  return (await listBuilds(operation, serviceSid)).find(
    (build) =>
      build.status !== "failed" &&
      build.runtime === wanted.runtime &&
      sameVersions(build.assetVersions, wanted.assetVersions) &&
      sameVersions(build.functionVersions, wanted.functionVersions),
  );
}

/**
 * Starts a build. `commit` is the version that marks its commit. No `Dependencies` field: the platform's own defaults
 * are all that the router needs.
 */
export function startBuild(
  operation: Operation,
  serviceSid: string,
  wanted: Contents,
  commit: string | undefined,
): Promise<Build> {
  const assets = [...wanted.assetVersions.values(), ...(commit === undefined ? [] : [commit])];
  const fields: Fields = [
    ...assets.map((sid) => ["AssetVersions", sid] as const),
    ...[...wanted.functionVersions.values()].map((sid) => ["FunctionVersions", sid] as const),
    ["Runtime", wanted.runtime],
  ];
  return ask(operation, serverless("POST", [serviceSid, "Builds"], fields), toBuild, {
    kind: "lookup",
    find: () => findSameBuild(operation, serviceSid, wanted),
  });
}

/**
 * Milliseconds from poll to poll. Twilio advises one every second; a small build, which callers wait for when
 * something is mended, is done within a few of them.
 */
const pollDelay = (waited: number): number => (waited < 5000 ? 250 : 1000);

export async function awaitBuild(operation: Operation, serviceSid: string, build: Build): Promise<void> {
  let status = build.status;
  let took = 0;
  for (let waited = 0; status === "building"; ) {
    operation.status(`Build ${build.sid} is running (${Math.floor(waited / 1000)} s)`);
    const delay = pollDelay(waited);
    // A slow answer is a part of the delay, but never all of it.
    await pause(operation, Math.max(delay - took, delay / 2));
    waited += delay;
    const asked = performance.now();
    status = await ask(operation, serverless("GET", [serviceSid, "Builds", build.sid, "Status"]), (body) =>
      required(reply(body), "status"),
    );
    took = performance.now() - asked;
  }
  if (status === "completed") return;
  throw new RequestError(
    `Build ${build.sid} ended as \`${status}\`. The routing that was live before still is. ` +
      "Twilio's console shows the build's log under Functions and Assets; run `pulumi up` again once the cause is mended.",
    { transient: false, effect: "none" },
  );
}

export interface Deployment {
  readonly sid: string;
  /** Empty where it took everything down. */
  readonly buildSid: string;
  /** ISO 8601. */
  readonly created: string;
}

const toDeployment = (body: unknown): Deployment => {
  const from = reply(body);
  return {
    sid: required(from, "sid"),
    buildSid: optional(from, "build_sid"),
    created: optional(from, "date_created"),
  };
};

const deploymentsPath = (serviceSid: string, environmentSid: string): readonly string[] => [
  serviceSid,
  "Environments",
  environmentSid,
  "Deployments",
];

/** Every deployment of an environment, the latest first. */
export const listDeployments = (
  operation: Operation,
  serviceSid: string,
  environmentSid: string,
): Promise<readonly Deployment[]> =>
  everything(operation, deploymentsPath(serviceSid, environmentSid), "deployments", toDeployment);

/** The deployment that put this build live, if it is the build that is live. */
export async function findDeployment(
  operation: Operation,
  serviceSid: string,
  environmentSid: string,
  buildSid: string,
): Promise<Deployment | undefined> {
  const environment = (await listEnvironments(operation, serviceSid)).find(
    ({ sid }) => sid === environmentSid,
  );
  if (environment?.buildSid !== buildSid) return undefined;
  return (await listDeployments(operation, serviceSid, environmentSid)).find(
    (deployment) => deployment.buildSid === buildSid,
  );
}

export async function deploy(
  operation: Operation,
  serviceSid: string,
  environmentSid: string,
  buildSid: string,
): Promise<Deployment> {
  const request = serverless("POST", deploymentsPath(serviceSid, environmentSid), [["BuildSid", buildSid]]);
  const deployment = await ask(operation, request, toDeployment, {
    kind: "lookup",
    find: () => findDeployment(operation, serviceSid, environmentSid, buildSid),
  });
  forgetEnvironments(operation, serviceSid);
  return deployment;
}
