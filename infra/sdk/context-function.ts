import * as pulumi from "@pulumi/pulumi";

/** What a ContextFunction is made from. */
export interface ContextFunctionArgs {
  /**
   * SID of the service, `ZS…`; better one of its own, so that a flood of requests starves nothing else. A
   * change replaces the Function.
   */
  readonly serviceSid: pulumi.Input<string>;
  /** Host name of the service's environment. */
  readonly domainName: pulumi.Input<string>;
  /**
   * Path of the Function, such as `/v1/state`; the rules of a TwimlBin's path. A change replaces the
   * Function.
   */
  readonly path: pulumi.Input<string>;
  /** The Function's code, CommonJS: a FileAsset or StringAsset. Compared by content, never by file name. */
  readonly code: pulumi.Input<pulumi.asset.Asset>;
  /** Path of the settings, such as `/context.json`, as the code opens it. A change replaces the Function. */
  readonly settingsPath: pulumi.Input<string>;
  /** What only the code may read. */
  readonly settings: pulumi.Input<Readonly<Record<string, unknown>>>;
}

/** What is known of a ContextFunction that is looked up with `get`. */
export interface ContextFunctionState {
  /** SID of the service. */
  readonly serviceSid?: pulumi.Input<string> | undefined;
  /** Host name of the service's environment. */
  readonly domainName?: pulumi.Input<string> | undefined;
  /** Path of the Function. */
  readonly path?: pulumi.Input<string> | undefined;
  /** The Function's code. Absent after a refresh that found another version live. */
  readonly code?: pulumi.Input<pulumi.asset.Asset> | undefined;
  /** Path of the settings. */
  readonly settingsPath?: pulumi.Input<string> | undefined;
  /** What only the code may read. Absent after a refresh that found another version live. */
  readonly settings?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
  /** SID of the Function, `ZH…`. */
  readonly functionSid?: pulumi.Input<string> | undefined;
  /** SID of the code's version, `ZN…`. */
  readonly functionVersionSid?: pulumi.Input<string> | undefined;
  /** SID of the settings' Asset, `ZH…`. */
  readonly settingsAssetSid?: pulumi.Input<string> | undefined;
  /** SID of the settings' version, `ZN…`. */
  readonly settingsVersionSid?: pulumi.Input<string> | undefined;
  /** Address of the Function: `https://{domainName}{path}`. */
  readonly url?: pulumi.Input<string> | undefined;
}

/**
 * The Function of an API that answers strangers, and the settings that it reads: a public Function at `path`,
 * and a private Asset at `settingsPath` whose content is the JSON of `settings`. Create: makes them, or takes
 * over those of their names, and uploads their content; they are live from the next `Release` that names the
 * versions. Update: uploads only what has changed. Delete: deletes the Function and its Asset. Import:
 * `ZS…/ZH…` of the Function; an Asset cannot be read back, so the next update uploads it.
 * https://www.twilio.com/docs/serverless/api/resource/function
 */
export class ContextFunction extends pulumi.CustomResource {
  /** SID of the service. */
  declare readonly serviceSid: pulumi.Output<string>;
  /** Host name of the service's environment. */
  declare readonly domainName: pulumi.Output<string>;
  /** Path of the Function. */
  declare readonly path: pulumi.Output<string>;
  /** The Function's code. Absent after a refresh that found another version live. */
  declare readonly code: pulumi.Output<pulumi.asset.Asset>;
  /** Path of the settings. */
  declare readonly settingsPath: pulumi.Output<string>;
  /** What only the code may read. Absent after a refresh that found another version live. */
  declare readonly settings: pulumi.Output<Readonly<Record<string, unknown>>>;
  /** SID of the Function, `ZH…`. */
  declare readonly functionSid: pulumi.Output<string>;
  /** SID of the code's version, `ZN…`. */
  declare readonly functionVersionSid: pulumi.Output<string>;
  /** SID of the settings' Asset, `ZH…`. */
  declare readonly settingsAssetSid: pulumi.Output<string>;
  /** SID of the settings' version, `ZN…`. */
  declare readonly settingsVersionSid: pulumi.Output<string>;
  /** Address of the Function: `https://{domainName}{path}`. */
  declare readonly url: pulumi.Output<string>;

  constructor(name: string, args: ContextFunctionArgs, opts?: pulumi.CustomResourceOptions);
  /** For `get`. */
  constructor(
    name: string,
    state: ContextFunctionState,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(
    name: string,
    properties: ContextFunctionArgs | ContextFunctionState,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const outputs = {
      functionSid: undefined,
      functionVersionSid: undefined,
      settingsAssetSid: undefined,
      settingsVersionSid: undefined,
      url: undefined,
    };
    const { settings } = properties;
    const hidden = settings === undefined ? {} : { settings: pulumi.secret(settings) };
    super(
      "twilio:index:ContextFunction",
      name,
      { ...outputs, ...properties, ...hidden },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["settings"] }),
    );
  }

  /** The ContextFunction of that id, which is not managed by this program. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ContextFunctionState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ContextFunction {
    return new ContextFunction(name, state, { ...opts, id });
  }

  static override isInstance(value: unknown): value is ContextFunction {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === "twilio:index:ContextFunction"
    );
  }
}
