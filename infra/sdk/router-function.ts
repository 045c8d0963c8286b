import * as pulumi from "@pulumi/pulumi";

/** How much of the routing one update may change. What exceeds it is refused before anything is changed. */
export interface RoutingPolicy {
  /** Countries that may be dialled, as ISO 3166-1 alpha-2 codes such as `GB`. Default: any. */
  readonly countries?: readonly string[] | undefined;
  /** How many inbound numbers may change in one update. Default: any number. */
  readonly maxNumbersChanged?: number | undefined;
  /** How many destinations may disappear in one update. Default: any number. */
  readonly maxDestinationsRemoved?: number | undefined;
  /** How many destinations may ring somebody else after one update. Default: any number. */
  readonly maxDestinationsRetargeted?: number | undefined;
  /** The share of its opening hours that a destination may lose in one update, such as `20%`; they are counted over the coming year. Default: all. */
  readonly maxOpeningHoursLost?: string | undefined;
  /** `refuse` when one update may not make another destination the default. Default: `allow`. */
  readonly defaultChange?: string | undefined;
}

/** What a RouterFunction is made from. */
export interface RouterFunctionArgs {
  /** SID of the service, `ZS…`. A change replaces the Function. */
  readonly serviceSid: pulumi.Input<string>;
  /** Host name of the service's environment. */
  readonly domainName: pulumi.Input<string>;
  /**
   * Path of the Function, such as `/router`; the rules of a TwimlBin's path. A change replaces the
   * Function.
   */
  readonly path: pulumi.Input<string>;
  /** The Function's code, CommonJS: a FileAsset or StringAsset. Compared by content, never by file name. */
  readonly code: pulumi.Input<pulumi.asset.Asset>;
  /** Path of the plan, such as `/plan.json`, as the code opens it. A change replaces the Function. */
  readonly planPath: pulumi.Input<string>;
  /** Destination id → route: a part of the plan. */
  readonly routes: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** Number id → what answers it: a part of the plan. */
  readonly numbers: pulumi.Input<Readonly<Record<string, unknown>>>;
  /** The rest of the plan; may not have `routes` or `numbers`. */
  readonly settings: pulumi.Input<Readonly<Record<string, unknown>>>;
  /**
   * Name → text that only the code may read, such as the passwords of SIP targets. Default: there is no
   * such Asset.
   */
  readonly secrets?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  /** Path of the secrets, as the code opens it. */
  readonly secretsPath?: pulumi.Input<string> | undefined;
  /** How much of `routes` and `numbers` one update may change; more is refused, in a preview too. */
  readonly policy?: pulumi.Input<RoutingPolicy> | undefined;
  /**
   * Full id of the Git commit that this is made of, in hex, with `-dirty` after it where not all was
   * committed. The path of the plan's version ends with it. A change of it alone changes nothing.
   */
  readonly commit?: pulumi.Input<string> | undefined;
}

/** What is known of a RouterFunction that is looked up with `get`. */
export interface RouterFunctionState {
  /** SID of the service. */
  readonly serviceSid?: pulumi.Input<string> | undefined;
  /** Host name of the service's environment. */
  readonly domainName?: pulumi.Input<string> | undefined;
  /** Path of the Function. */
  readonly path?: pulumi.Input<string> | undefined;
  /** The Function's code. Absent after a refresh that found another version live. */
  readonly code?: pulumi.Input<pulumi.asset.Asset> | undefined;
  /** Path of the plan. */
  readonly planPath?: pulumi.Input<string> | undefined;
  /** Destination id → route. */
  readonly routes?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
  /** Number id → what answers it. */
  readonly numbers?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
  /** The rest of the plan. */
  readonly settings?: pulumi.Input<Readonly<Record<string, unknown>>> | undefined;
  /** Name → text that only the code may read. Absent after a refresh that found another version live. */
  readonly secrets?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  /** Path of the secrets. */
  readonly secretsPath?: pulumi.Input<string> | undefined;
  /** How much of the routing one update may change. */
  readonly policy?: pulumi.Input<RoutingPolicy> | undefined;
  /** Full id of the Git commit that this is made of. */
  readonly commit?: pulumi.Input<string> | undefined;
  /** SID of the Function, `ZH…`. */
  readonly functionSid?: pulumi.Input<string> | undefined;
  /** SID of the code's version, `ZN…`. */
  readonly functionVersionSid?: pulumi.Input<string> | undefined;
  /** SID of the plan's Asset, `ZH…`. */
  readonly planAssetSid?: pulumi.Input<string> | undefined;
  /** SID of the plan's version, `ZN…`. */
  readonly planVersionSid?: pulumi.Input<string> | undefined;
  /** SID of the secrets' Asset, `ZH…`; kept when `secrets` is removed. */
  readonly secretsAssetSid?: pulumi.Input<string> | undefined;
  /** SID of the secrets' version, `ZN…`; only with `secrets`. */
  readonly secretsVersionSid?: pulumi.Input<string> | undefined;
  /** Address of the Function: `https://{domainName}{path}`. */
  readonly url?: pulumi.Input<string> | undefined;
}

/**
 * The Function that decides the next step of a call, and what it reads: a protected Function at `path`,
 * a private Asset at `planPath` whose content is the JSON of `settings`, `routes` and `numbers`, and
 * with `secrets` another one at `secretsPath`. Create: makes them, or takes over those of their names,
 * and uploads their content; it is live from the next `Release` that names the versions. Update:
 * uploads only what has changed; an update that exceeds `policy` is refused before anything is changed.
 * The Asset of removed secrets stays until the deletion, because the live build has it until the next
 * `Release`. Delete: deletes the Function and its Assets. Import: `ZS…/ZH…` of the Function; Assets
 * cannot be read back, so the next update uploads them.
 * https://www.twilio.com/docs/serverless/api/resource/function
 */
export class RouterFunction extends pulumi.CustomResource {
  /** SID of the service. */
  declare readonly serviceSid: pulumi.Output<string>;
  /** Host name of the service's environment. */
  declare readonly domainName: pulumi.Output<string>;
  /** Path of the Function. */
  declare readonly path: pulumi.Output<string>;
  /** The Function's code. Absent after a refresh that found another version live. */
  declare readonly code: pulumi.Output<pulumi.asset.Asset>;
  /** Path of the plan. */
  declare readonly planPath: pulumi.Output<string>;
  /** Destination id → route. */
  declare readonly routes: pulumi.Output<Readonly<Record<string, unknown>>>;
  /** Number id → what answers it. */
  declare readonly numbers: pulumi.Output<Readonly<Record<string, unknown>>>;
  /** The rest of the plan. */
  declare readonly settings: pulumi.Output<Readonly<Record<string, unknown>>>;
  /** Name → text that only the code may read. Absent after a refresh that found another version live. */
  declare readonly secrets: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  /** Path of the secrets. */
  declare readonly secretsPath: pulumi.Output<string>;
  /** How much of the routing one update may change. */
  declare readonly policy: pulumi.Output<RoutingPolicy | undefined>;
  /** Full id of the Git commit that this is made of. */
  declare readonly commit: pulumi.Output<string | undefined>;
  /** SID of the Function, `ZH…`. */
  declare readonly functionSid: pulumi.Output<string>;
  /** SID of the code's version, `ZN…`. */
  declare readonly functionVersionSid: pulumi.Output<string>;
  /** SID of the plan's Asset, `ZH…`. */
  declare readonly planAssetSid: pulumi.Output<string>;
  /** SID of the plan's version, `ZN…`. */
  declare readonly planVersionSid: pulumi.Output<string>;
  /** SID of the secrets' Asset, `ZH…`; kept when `secrets` is removed. */
  declare readonly secretsAssetSid: pulumi.Output<string | undefined>;
  /** SID of the secrets' version, `ZN…`; only with `secrets`. */
  declare readonly secretsVersionSid: pulumi.Output<string | undefined>;
  /** Address of the Function: `https://{domainName}{path}`. */
  declare readonly url: pulumi.Output<string>;

  constructor(name: string, args: RouterFunctionArgs, opts?: pulumi.CustomResourceOptions);
  /** For `get`. */
  constructor(
    name: string,
    state: RouterFunctionState,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(
    name: string,
    properties: RouterFunctionArgs | RouterFunctionState,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const outputs = {
      functionSid: undefined,
      functionVersionSid: undefined,
      planAssetSid: undefined,
      planVersionSid: undefined,
      secretsAssetSid: undefined,
      secretsVersionSid: undefined,
      url: undefined,
    };
    const { secrets } = properties;
    const hidden = secrets === undefined ? {} : { secrets: pulumi.secret(secrets) };
    super(
      "twilio:index:RouterFunction",
      name,
      { ...outputs, ...properties, ...hidden },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["secrets"] }),
    );
  }

  /** The RouterFunction of that id, which is not managed by this program. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: RouterFunctionState = {},
    opts?: pulumi.CustomResourceOptions,
  ): RouterFunction {
    return new RouterFunction(name, state, { ...opts, id });
  }

  static override isInstance(value: unknown): value is RouterFunction {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === "twilio:index:RouterFunction"
    );
  }
}
