import * as pulumi from "@pulumi/pulumi";

/** What a TwimlBin is made from. */
export interface TwimlBinArgs {
  /** SID of the service, `ZS…`. A change replaces the document. */
  readonly serviceSid: pulumi.Input<string>;
  /** Host name of the service's environment. */
  readonly domainName: pulumi.Input<string>;
  /**
   * Path of the document, such as `/handoffs/billing.xml`: starts with `/`, at most 255 characters, no
   * white space and none of `#;,?:@+&$()'"`. A change replaces the document.
   */
  readonly path: pulumi.Input<string>;
  /** The document, at most 64 kB (65,536 bytes) of UTF-8: Twilio's error 11750. */
  readonly twiml: pulumi.Input<string>;
}

/** What is known of a TwimlBin that is looked up with `get`. */
export interface TwimlBinState {
  /** SID of the service. */
  readonly serviceSid?: pulumi.Input<string> | undefined;
  /** Host name of the service's environment. */
  readonly domainName?: pulumi.Input<string> | undefined;
  /** Path of the document. */
  readonly path?: pulumi.Input<string> | undefined;
  /** The document. Absent after a refresh that found another version live, whose content cannot be read. */
  readonly twiml?: pulumi.Input<string> | undefined;
  /** SID of the Asset, `ZH…`. */
  readonly assetSid?: pulumi.Input<string> | undefined;
  /** SID of the uploaded version, `ZN…`. */
  readonly versionSid?: pulumi.Input<string> | undefined;
  /** Address of the document: `https://{domainName}{path}`. */
  readonly url?: pulumi.Input<string> | undefined;
}

/**
 * A TwiML document at an address of its own that answers only Twilio's signed requests: a protected
 * Asset, served as text/xml. Fetch it with GET. Create: makes the Asset, or takes over the one of
 * that name, and uploads the document; it is live from the next `Release` that names its
 * `versionSid`. Update: uploads another version when `twiml` has changed, live from the next
 * `Release`, too. Delete: deletes the Asset, unless the release serves it on because a number or SIP
 * Domain still asks it or one that went with it: then it stays until the release after that has
 * ended. Import: `ZS…/ZH…`, which needs the account's auth token to read the content back.
 * https://www.twilio.com/docs/serverless/api/resource/asset
 */
export class TwimlBin extends pulumi.CustomResource {
  /** SID of the service. */
  declare readonly serviceSid: pulumi.Output<string>;
  /** Host name of the service's environment. */
  declare readonly domainName: pulumi.Output<string>;
  /** Path of the document. */
  declare readonly path: pulumi.Output<string>;
  /** The document. Absent after a refresh that found another version live, whose content cannot be read. */
  declare readonly twiml: pulumi.Output<string>;
  /** SID of the Asset, `ZH…`. */
  declare readonly assetSid: pulumi.Output<string>;
  /** SID of the uploaded version, `ZN…`. */
  declare readonly versionSid: pulumi.Output<string>;
  /** Address of the document: `https://{domainName}{path}`. */
  declare readonly url: pulumi.Output<string>;

  constructor(name: string, args: TwimlBinArgs, opts?: pulumi.CustomResourceOptions);
  /** For `get`. */
  constructor(
    name: string,
    state: TwimlBinState,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(
    name: string,
    properties: TwimlBinArgs | TwimlBinState,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const outputs = { assetSid: undefined, versionSid: undefined, url: undefined };
    super("twilio:index:TwimlBin", name, { ...outputs, ...properties }, opts);
  }

  /** The TwimlBin of that id, which is not managed by this program. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: TwimlBinState = {},
    opts?: pulumi.CustomResourceOptions,
  ): TwimlBin {
    return new TwimlBin(name, state, { ...opts, id });
  }

  static override isInstance(value: unknown): value is TwimlBin {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === "twilio:index:TwimlBin"
    );
  }
}
