import * as pulumi from "@pulumi/pulumi";

/** What a ServerlessService is made from. */
export interface ServerlessServiceArgs {
  /**
   * Name of the service, unique in the account, 1 to 50 characters. A part of the host name. A change
   * replaces the service.
   */
  readonly uniqueName: pulumi.Input<string>;
  /** Name for people, 1 to 255 characters. A refresh does not ask whether somebody has changed it. */
  readonly friendlyName: pulumi.Input<string>;
  /** Unique name of the environment, 1 to 100 characters. A change replaces the service. */
  readonly environmentName: pulumi.Input<string>;
  /**
   * Last part of the host name before `.twil.io`, 1 to 16 characters. Default: none. A change replaces
   * the service.
   */
  readonly domainSuffix?: pulumi.Input<string> | undefined;
  /**
   * SID (`AC…`) of the account that the credentials must be of; others are refused before anything is
   * changed.
   */
  readonly account?: pulumi.Input<string> | undefined;
}

/** What is known of a ServerlessService that is looked up with `get`. */
export interface ServerlessServiceState {
  /** Name of the service, unique in the account. */
  readonly uniqueName?: pulumi.Input<string> | undefined;
  /** Name for people. */
  readonly friendlyName?: pulumi.Input<string> | undefined;
  /** Unique name of the environment. */
  readonly environmentName?: pulumi.Input<string> | undefined;
  /** Last part of the host name before `.twil.io`. */
  readonly domainSuffix?: pulumi.Input<string> | undefined;
  /** SID of the account that the credentials must be of. */
  readonly account?: pulumi.Input<string> | undefined;
  /** SID of the service, `ZS…`. */
  readonly serviceSid?: pulumi.Input<string> | undefined;
  /** SID of the environment, `ZE…`. */
  readonly environmentSid?: pulumi.Input<string> | undefined;
  /** Host name as Twilio gave it, such as `acme-support-1234-live.twil.io`. */
  readonly domainName?: pulumi.Input<string> | undefined;
  /** SID of the account that holds the service, `AC…`. */
  readonly accountSid?: pulumi.Input<string> | undefined;
}

/**
 * A Serverless Service with its one Environment: the home of TwiML documents and Functions, under one
 * host name. Create: makes both, without credentials for the Functions; a service of the same unique
 * and friendly name that serves nothing yet is taken over, because an interrupted run may have left it.
 * Update: renames it for people; another unique name, environment or suffix makes a new service with a
 * new host name. Delete: deletes it with everything in it, unless a number or SIP Domain of the account
 * still asks it. Import: `ZS…` or the unique name.
 * https://www.twilio.com/docs/serverless/api/resource/service
 */
export class ServerlessService extends pulumi.CustomResource {
  /** Name of the service, unique in the account. */
  declare readonly uniqueName: pulumi.Output<string>;
  /** Name for people. */
  declare readonly friendlyName: pulumi.Output<string>;
  /** Unique name of the environment. */
  declare readonly environmentName: pulumi.Output<string>;
  /** Last part of the host name before `.twil.io`. */
  declare readonly domainSuffix: pulumi.Output<string | undefined>;
  /** SID of the account that the credentials must be of. */
  declare readonly account: pulumi.Output<string | undefined>;
  /** SID of the service, `ZS…`. */
  declare readonly serviceSid: pulumi.Output<string>;
  /** SID of the environment, `ZE…`. */
  declare readonly environmentSid: pulumi.Output<string>;
  /** Host name as Twilio gave it, such as `acme-support-1234-live.twil.io`. */
  declare readonly domainName: pulumi.Output<string>;
  /** SID of the account that holds the service, `AC…`. */
  declare readonly accountSid: pulumi.Output<string>;

  constructor(name: string, args: ServerlessServiceArgs, opts?: pulumi.CustomResourceOptions);
  /** For `get`. */
  constructor(
    name: string,
    state: ServerlessServiceState,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(
    name: string,
    properties: ServerlessServiceArgs | ServerlessServiceState,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const outputs = {
      serviceSid: undefined,
      environmentSid: undefined,
      domainName: undefined,
      accountSid: undefined,
    };
    super("twilio:index:ServerlessService", name, { ...outputs, ...properties }, opts);
  }

  /** The ServerlessService of that id, which is not managed by this program. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ServerlessServiceState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ServerlessService {
    return new ServerlessService(name, state, { ...opts, id });
  }

  static override isInstance(value: unknown): value is ServerlessService {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === "twilio:index:ServerlessService"
    );
  }
}
