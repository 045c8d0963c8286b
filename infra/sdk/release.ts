import * as pulumi from "@pulumi/pulumi";

/** What a Release is made from. */
export interface ReleaseArgs {
  /** SID of the service, `ZS…`. A change replaces the release. */
  readonly serviceSid: pulumi.Input<string>;
  /** SID of the environment, `ZE…`. A change replaces the release. */
  readonly environmentSid: pulumi.Input<string>;
  /** Path → version SID (`ZN…`) of each Asset: at most 1,000 protected and 50 private ones. */
  readonly assetVersions: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /** Path → version SID (`ZN…`) of each Function: at most 50. */
  readonly functionVersions: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /** Runtime of the Functions, such as `node22`. */
  readonly runtime?: pulumi.Input<string> | undefined;
  /**
   * Path → the paths of the documents that this one leads to, such as what is heard in its queue:
   * they are served on as long as it is. A change of it alone changes nothing.
   */
  readonly references?:
    | pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<string>[]>>>>
    | undefined;
  /**
   * Full id of the Git commit that this is made of, in hex, with `-dirty` after it where not all was
   * committed. The build carries it, for a list of releases. A change of it alone changes nothing.
   */
  readonly commit?: pulumi.Input<string> | undefined;
}

/** What is known of a Release that is looked up with `get`. */
export interface ReleaseState {
  /** SID of the service. */
  readonly serviceSid?: pulumi.Input<string> | undefined;
  /** SID of the environment. */
  readonly environmentSid?: pulumi.Input<string> | undefined;
  /** Path → version SID of each Asset in the build. */
  readonly assetVersions?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  /** Path → version SID of each Function in the build. */
  readonly functionVersions?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  /** Runtime of the Functions. */
  readonly runtime?: pulumi.Input<string> | undefined;
  /** Path → the paths of the documents that this one leads to. */
  readonly references?:
    | pulumi.Input<Readonly<Record<string, pulumi.Input<readonly pulumi.Input<string>[]>>>>
    | undefined;
  /** Full id of the Git commit that this is made of. */
  readonly commit?: pulumi.Input<string> | undefined;
  /** SID of the build that is live, `ZB…`. */
  readonly buildSid?: pulumi.Input<string> | undefined;
  /**
   * SID of the deployment that put it live, `ZD…`. Absent after a refresh that found another build
   * live.
   */
  readonly deploymentSid?: pulumi.Input<string> | undefined;
  /** SID of the build that was live before: deploying it rolls back, as long as Twilio keeps it. */
  readonly previousBuildSid?: pulumi.Input<string> | undefined;
  /**
   * Path → version SID of the documents of the build before that are served on, because a number or SIP Domain still
   * asked one of them, which may name the others: until its webhook has changed too, so that no caller reaches nothing.
   */
  readonly carriedVersions?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  /** SID of the Asset that has the commit where the plan could not, `ZH…`. */
  readonly commitAssetSid?: pulumi.Input<string> | undefined;
}

/**
 * A Build of exactly these versions and its Deployment: everything in it goes live at once, or nothing
 * does. Create: builds, waits until the build is complete, and deploys it; a build that an interrupted
 * run has left is used. Update: the same; when the build fails, what was live stays live, and a build
 * that somebody else has put live meanwhile is replaced only after a refresh. Delete: leaves the build
 * live, because without one every call would fail; it ends with its service. Import:
 * `ZS…/ZE…`. https://www.twilio.com/docs/serverless/api/resource/build
 */
export class Release extends pulumi.CustomResource {
  /** SID of the service. */
  declare readonly serviceSid: pulumi.Output<string>;
  /** SID of the environment. */
  declare readonly environmentSid: pulumi.Output<string>;
  /** Path → version SID of each Asset in the build. */
  declare readonly assetVersions: pulumi.Output<Readonly<Record<string, string>>>;
  /** Path → version SID of each Function in the build. */
  declare readonly functionVersions: pulumi.Output<Readonly<Record<string, string>>>;
  /** Runtime of the Functions. */
  declare readonly runtime: pulumi.Output<string>;
  /** Path → the paths of the documents that this one leads to. */
  declare readonly references: pulumi.Output<Readonly<Record<string, readonly string[]>> | undefined>;
  /** Full id of the Git commit that this is made of. */
  declare readonly commit: pulumi.Output<string | undefined>;
  /** SID of the build that is live, `ZB…`. */
  declare readonly buildSid: pulumi.Output<string>;
  /**
   * SID of the deployment that put it live, `ZD…`. Absent after a refresh that found another build
   * live.
   */
  declare readonly deploymentSid: pulumi.Output<string>;
  /** SID of the build that was live before: deploying it rolls back, as long as Twilio keeps it. */
  declare readonly previousBuildSid: pulumi.Output<string | undefined>;
  /**
   * Path → version SID of the documents of the build before that are served on, because a number or SIP Domain still
   * asked one of them, which may name the others: until its webhook has changed too, so that no caller reaches nothing.
   */
  declare readonly carriedVersions: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  /** SID of the Asset that has the commit where the plan could not, `ZH…`. */
  declare readonly commitAssetSid: pulumi.Output<string | undefined>;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.CustomResourceOptions);
  /** For `get`. */
  constructor(
    name: string,
    state: ReleaseState,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(name: string, properties: ReleaseArgs | ReleaseState, opts: pulumi.CustomResourceOptions = {}) {
    const outputs = {
      buildSid: undefined,
      deploymentSid: undefined,
      previousBuildSid: undefined,
      carriedVersions: undefined,
      commitAssetSid: undefined,
    };
    super("twilio:index:Release", name, { ...outputs, ...properties }, opts);
  }

  /** The Release of that id, which is not managed by this program. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ReleaseState = {},
    opts?: pulumi.CustomResourceOptions,
  ): Release {
    return new Release(name, state, { ...opts, id });
  }

  static override isInstance(value: unknown): value is Release {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === "twilio:index:Release"
    );
  }
}
