import * as pulumi from "@pulumi/pulumi";
import type { VoiceWebhook } from "./phone-number-webhook.ts";

/** What a SipDomainWebhook is made from. */
export interface SipDomainWebhookArgs {
  /**
   * The full name of the domain, such as `acme.sip.twilio.com`. A change restores the old domain and
   * takes over the new one.
   */
  readonly domainName: pulumi.Input<string>;
  /** Absolute URL that Twilio asks when the domain is called; it must answer within 15 seconds. */
  readonly voiceUrl: pulumi.Input<string>;
  /** `GET` or `POST`. Assets are to be fetched with `GET`. */
  readonly voiceMethod?: pulumi.Input<string> | undefined;
  /** Absolute URL that Twilio asks when `voiceUrl` fails. Default: the domain's own is left as it is. */
  readonly voiceFallbackUrl?: pulumi.Input<string> | undefined;
  /** `GET` or `POST`; only with `voiceFallbackUrl`. Default: `POST`. */
  readonly voiceFallbackMethod?: pulumi.Input<string> | undefined;
  /**
   * `true` takes the domain from another handoffs stack; its webhook is put back on deletion. Default:
   * such a domain is refused.
   */
  readonly takeOver?: pulumi.Input<boolean> | undefined;
}

/** What is known of a SipDomainWebhook that is looked up with `get`. */
export interface SipDomainWebhookState {
  /** The full name of the domain. */
  readonly domainName?: pulumi.Input<string> | undefined;
  /** URL that Twilio asks when the domain is called. */
  readonly voiceUrl?: pulumi.Input<string> | undefined;
  /** `GET` or `POST`. */
  readonly voiceMethod?: pulumi.Input<string> | undefined;
  /** URL that Twilio asks when `voiceUrl` fails. */
  readonly voiceFallbackUrl?: pulumi.Input<string> | undefined;
  /** `GET` or `POST`. */
  readonly voiceFallbackMethod?: pulumi.Input<string> | undefined;
  /** SID of the domain, `SD…`. */
  readonly domainSid?: pulumi.Input<string> | undefined;
  /** Whether the domain may be taken from another handoffs stack. */
  readonly takeOver?: pulumi.Input<boolean> | undefined;
  /**
   * The webhook that the domain had before: restored on deletion. Secret, because such URLs may carry
   * credentials.
   */
  readonly previous?: pulumi.Input<VoiceWebhook> | undefined;
}

/**
 * The voice webhook of a SIP Domain that the account already has. Never creates a domain and never
 * deletes one. Create: remembers the webhook that is there and sets the given fields, no others. A
 * domain that another handoffs stack answers is refused without `takeOver`. It warns when the domain
 * belongs to a BYOC trunk, which has a voice URL of its own. Update: sets what has changed; a field
 * that is no longer given becomes what it was before. Delete: restores the webhook that was there,
 * except what somebody has changed since. Import: `SD…` or the domain's name; what is there at that
 * time is restored on deletion, unless a handoffs stack had set it. An import asks nobody, so one
 * that another stack answers is taken by the next update.
 * https://www.twilio.com/docs/voice/sip/api/sip-domain-resource
 */
export class SipDomainWebhook extends pulumi.CustomResource {
  /** The full name of the domain. */
  declare readonly domainName: pulumi.Output<string>;
  /** URL that Twilio asks when the domain is called. */
  declare readonly voiceUrl: pulumi.Output<string>;
  /** `GET` or `POST`. */
  declare readonly voiceMethod: pulumi.Output<string>;
  /** URL that Twilio asks when `voiceUrl` fails. */
  declare readonly voiceFallbackUrl: pulumi.Output<string | undefined>;
  /** `GET` or `POST`. */
  declare readonly voiceFallbackMethod: pulumi.Output<string | undefined>;
  /** SID of the domain, `SD…`. */
  declare readonly domainSid: pulumi.Output<string>;
  /** Whether the domain may be taken from another handoffs stack. */
  declare readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * The webhook that the domain had before: restored on deletion. Secret, because such URLs may carry
   * credentials.
   */
  declare readonly previous: pulumi.Output<VoiceWebhook>;

  constructor(name: string, args: SipDomainWebhookArgs, opts?: pulumi.CustomResourceOptions);
  /** For `get`. */
  constructor(
    name: string,
    state: SipDomainWebhookState,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(
    name: string,
    properties: SipDomainWebhookArgs | SipDomainWebhookState,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const outputs = { domainSid: undefined, previous: undefined };
    super(
      "twilio:index:SipDomainWebhook",
      name,
      { ...outputs, ...properties },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["previous"] }),
    );
  }

  /** The SipDomainWebhook of that id, which is not managed by this program. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: SipDomainWebhookState = {},
    opts?: pulumi.CustomResourceOptions,
  ): SipDomainWebhook {
    return new SipDomainWebhook(name, state, { ...opts, id });
  }

  static override isInstance(value: unknown): value is SipDomainWebhook {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === "twilio:index:SipDomainWebhook"
    );
  }
}
