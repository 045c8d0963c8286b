import { checkCommit, checkSid, checkText, type Failure, isSid } from "../check.ts";
import { findDeployment } from "../client/builds.ts";
import { liveIn } from "../live.ts";
import {
  equal,
  isProperties,
  type Properties,
  pick,
  property,
  reveal,
  revealAll,
  text,
  texts,
  unknown,
  type Value,
} from "../property.ts";
import { member } from "../property-path.ts";
import { dropped, referencesWith, releaseNamed, releaseType } from "../release/carried.ts";
import { publish } from "../release/publish.ts";
import { parts, type Resource } from "../resource.ts";

const idForm = "ZS…/ZE…: the SID of the service, a slash, the SID of the environment";

/** One Build and its Deployment. In a state, no `deploymentSid` means that somebody else's build is live. */
export const release: Resource = {
  type: releaseType,
  named: releaseNamed,
  remembered: true,
  incidental: ["commit", "references"],

  check: (inputs) => [
    ...checkSid(inputs, "serviceSid", "ZS"),
    ...checkSid(inputs, "environmentSid", "ZE"),
    ...checkVersions(inputs, "assetVersions"),
    ...checkVersions(inputs, "functionVersions"),
    ...checkNotEmpty(inputs),
    ...checkText(
      inputs,
      "runtime",
      (runtime) => /^node\d+$/.test(runtime),
      "Expected a runtime such as `node22`.",
    ),
    ...checkCommit(inputs),
  ],

  drifted: ({ state }) => (text(state, "deploymentSid") === "" ? ["buildSid"] : []),

  preview(inputs, old) {
    if (old !== undefined && isLive(old, inputs)) return { ...inputs, ...outputsOf(old, inputs) };
    const before = property(old ?? {}, "buildSid");
    return {
      ...inputs,
      buildSid: unknown,
      deploymentSid: unknown,
      ...markOf(inputs, old),
      ...(dropped(old ?? {}, inputs).size === 0 ? {} : { carriedVersions: unknown }),
      ...(before === undefined ? {} : { previousBuildSid: before }),
    };
  },

  async create(inputs, operation) {
    const id = `${text(inputs, "serviceSid")}/${text(inputs, "environmentSid")}`;
    return { id, state: { ...inputs, ...(await publish(parts(id, idForm), {}, inputs, operation)) } };
  },

  async read(id, known, operation) {
    const [serviceSid, environmentSid] = parts(id, idForm);
    const live = await liveIn(operation, serviceSid, ({ sid }) => sid === environmentSid);
    if (live?.build === undefined) return undefined;
    const { build } = live;
    if (known !== undefined && build.sid === text(known.state, "buildSid")) return { id, ...known };
    const inputs = {
      serviceSid,
      environmentSid,
      assetVersions: Object.fromEntries(build.assetVersions),
      functionVersions: Object.fromEntries(build.functionVersions),
      runtime: build.runtime,
      ...(build.commit === undefined ? {} : { commit: build.commit }),
    };
    if (known === undefined) {
      const deployment = await findDeployment(operation, serviceSid, environmentSid, build.sid);
      const outputs = {
        buildSid: build.sid,
        ...(deployment === undefined ? {} : { deploymentSid: deployment.sid }),
      };
      return { id, inputs, state: { ...inputs, ...outputs } };
    }
    const outputs = { buildSid: build.sid, ...pick(known.state, ["previousBuildSid", "commitAssetSid"]) };
    return { id, inputs: known.inputs, state: { ...inputs, ...outputs } };
  },

  async update(id, { state: old }, inputs, operation) {
    if (isLive(old, inputs)) return { ...inputs, ...outputsOf(old, inputs) };
    const made = await publish(parts(id, idForm), old, inputs, operation);
    const before = text(old, "buildSid");
    return {
      ...inputs,
      ...made,
      ...(before === "" || before === text(made, "buildSid") ? {} : { previousBuildSid: before }),
    };
  },

  /** A Deployment cannot be deleted, and undeploying would be an outage: what is live ends with its service. */
  delete: async () => {},
};

const compared = ["serviceSid", "environmentSid", "assetVersions", "functionVersions", "runtime"];

const isLive = (old: Properties, inputs: Properties): boolean =>
  text(old, "deploymentSid") !== "" && compared.every((name) => equal(bare(old, name), bare(inputs, name)));

const bare = (properties: Properties, name: string): Value => revealAll(property(properties, name) ?? null);

/** What is live keeps the commit that it was made of. */
const outputsOf = (old: Properties, inputs: Properties): Properties => ({
  ...pick(old, [
    "buildSid",
    "deploymentSid",
    "previousBuildSid",
    "carriedVersions",
    "commit",
    "commitAssetSid",
  ]),
  ...referencesWith(texts(old, "carriedVersions"), old, inputs),
});

const markOf = (inputs: Properties, old: Properties | undefined): Properties =>
  property(inputs, "commit") === undefined
    ? pick(old ?? {}, ["commitAssetSid"])
    : { commitAssetSid: old?.commitAssetSid ?? unknown };

function checkVersions(inputs: Properties, name: string): readonly Failure[] {
  const versions = reveal(property(inputs, name) ?? null);
  if (!isProperties(versions)) return [];
  return Object.entries(versions).flatMap(([path, value]) => {
    const sid = reveal(value);
    return typeof sid !== "string" || isSid("ZN", sid)
      ? []
      : [
          {
            property: member(name, path),
            reason: "Expected the SID of an uploaded version: `ZN` and 32 hex digits.",
          },
        ];
  });
}

/** https://www.twilio.com/docs/api/errors/20001: a build of nothing is refused, after everything else was done. */
function checkNotEmpty(inputs: Properties): readonly Failure[] {
  const maps = ["assetVersions", "functionVersions"].map((name) => reveal(property(inputs, name) ?? null));
  return maps.every((versions) => isProperties(versions) && Object.keys(versions).length === 0)
    ? [
        {
          property: "assetVersions",
          reason:
            "Expected at least one version in `assetVersions` or `functionVersions`: Twilio refuses an empty build.",
        },
      ]
    : [];
}
