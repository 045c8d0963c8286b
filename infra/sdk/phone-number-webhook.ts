import * as pulumi from "@pulumi/pulumi";

/**
 * The voice webhook of a phone number or SIP Domain. A text is empty where Twilio has none; no fields
 * at all means that it is not known.
 */
export interface VoiceWebhook {
  /** URL that Twilio asks when it is called. */
  readonly voiceUrl?: string | undefined;
  /** `GET` or `POST`. */
  readonly voiceMethod?: string | undefined;
  /** URL that Twilio asks when `voiceUrl` fails. */
  readonly voiceFallbackUrl?: string | undefined;
  /** `GET` or `POST`. */
  readonly voiceFallbackMethod?: string | undefined;
  /** SID of the SIP trunk that it was attached to; only where it was. */
  readonly trunkSid?: string | undefined;
  /** SID of the TwiML application that it was attached to; only where it was. */
  readonly voiceApplicationSid?: string | undefined;
}

/** What a PhoneNumberWebhook is made from. */
export interface PhoneNumberWebhookArgs {
  /**
   * The number in E.164, such as `+442079460123`. A change restores the old number and takes over the
   * new one.
   */
  readonly phoneNumber: pulumi.Input<string>;
  /** Absolute URL that Twilio asks when the number is called; it must answer within 15 seconds. */
  readonly voiceUrl: pulumi.Input<string>;
  /** `GET` or `POST`. Assets are to be fetched with `GET`. */
  readonly voiceMethod?: pulumi.Input<string> | undefined;
  /** Absolute URL that Twilio asks when `voiceUrl` fails. Default: the number's own is left as it is. */
  readonly voiceFallbackUrl?: pulumi.Input<string> | undefined;
  /** `GET` or `POST`; only with `voiceFallbackUrl`. Default: `POST`. */
  readonly voiceFallbackMethod?: pulumi.Input<string> | undefined;
  /**
   * `true` takes the number from its trunk, TwiML application or other handoffs stack; what it is taken
   * from is remembered and put back on deletion. Default: such a number is refused.
   */
  readonly takeOver?: pulumi.Input<boolean> | undefined;
}

/** What is known of a PhoneNumberWebhook that is looked up with `get`. */
export interface PhoneNumberWebhookState {
  /** The number in E.164. */
  readonly phoneNumber?: pulumi.Input<string> | undefined;
  /** URL that Twilio asks when the number is called. */
  readonly voiceUrl?: pulumi.Input<string> | undefined;
  /** `GET` or `POST`. */
  readonly voiceMethod?: pulumi.Input<string> | undefined;
  /** URL that Twilio asks when `voiceUrl` fails. */
  readonly voiceFallbackUrl?: pulumi.Input<string> | undefined;
  /** `GET` or `POST`. */
  readonly voiceFallbackMethod?: pulumi.Input<string> | undefined;
  /** SID of the number, `PN…`. */
  readonly phoneNumberSid?: pulumi.Input<string> | undefined;
  /** Whether the number may be taken from a trunk, TwiML application or other handoffs stack. */
  readonly takeOver?: pulumi.Input<boolean> | undefined;
  /**
   * SID of the SIP trunk (`TK…`) that a refresh found the number attached to: its voice URL is not
   * asked.
   */
  readonly trunkSid?: pulumi.Input<string> | undefined;
  /**
   * SID of the TwiML application (`AP…`) that a refresh found the number attached to: its voice URL is
   * not asked.
   */
  readonly voiceApplicationSid?: pulumi.Input<string> | undefined;
  /**
   * The webhook that the number had before: restored on deletion. Secret, because such URLs may carry
   * credentials.
   */
  readonly previous?: pulumi.Input<VoiceWebhook> | undefined;
}

/**
 * The voice webhook of a phone number that the account already owns. Never buys a number and never
 * releases one. Create: remembers the webhook that is there and sets the given fields, no others. A
 * number whose calls go to a trunk or a TwiML application, where its voice URL is never asked, and
 * one that another handoffs stack answers are refused without `takeOver`. Update: sets what has
 * changed; a field that is no longer given becomes what it was before. Delete: restores the webhook
 * that was there, except what somebody has changed since. Import: `PN…` or E.164; what is there at
 * that time is restored on deletion, unless a handoffs stack had set it. An import asks nobody, so
 * one that another stack answers is taken by the next update.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export class PhoneNumberWebhook extends pulumi.CustomResource {
  /** The number in E.164. */
  declare readonly phoneNumber: pulumi.Output<string>;
  /** URL that Twilio asks when the number is called. */
  declare readonly voiceUrl: pulumi.Output<string>;
  /** `GET` or `POST`. */
  declare readonly voiceMethod: pulumi.Output<string>;
  /** URL that Twilio asks when `voiceUrl` fails. */
  declare readonly voiceFallbackUrl: pulumi.Output<string | undefined>;
  /** `GET` or `POST`. */
  declare readonly voiceFallbackMethod: pulumi.Output<string | undefined>;
  /** SID of the number, `PN…`. */
  declare readonly phoneNumberSid: pulumi.Output<string>;
  /** Whether the number may be taken from a trunk, TwiML application or other handoffs stack. */
  declare readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * SID of the SIP trunk (`TK…`) that a refresh found the number attached to: its voice URL is not
   * asked.
   */
  declare readonly trunkSid: pulumi.Output<string | undefined>;
  /**
   * SID of the TwiML application (`AP…`) that a refresh found the number attached to: its voice URL is
   * not asked.
   */
  declare readonly voiceApplicationSid: pulumi.Output<string | undefined>;
  /**
   * The webhook that the number had before: restored on deletion. Secret, because such URLs may carry
   * credentials.
   */
  declare readonly previous: pulumi.Output<VoiceWebhook>;

  constructor(name: string, args: PhoneNumberWebhookArgs, opts?: pulumi.CustomResourceOptions);
  /** For `get`. */
  constructor(
    name: string,
    state: PhoneNumberWebhookState,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(
    name: string,
    properties: PhoneNumberWebhookArgs | PhoneNumberWebhookState,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const outputs = {
      phoneNumberSid: undefined,
      trunkSid: undefined,
      voiceApplicationSid: undefined,
      previous: undefined,
    };
    super(
      "twilio:index:PhoneNumberWebhook",
      name,
      { ...outputs, ...properties },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["previous"] }),
    );
  }

  /** The PhoneNumberWebhook of that id, which is not managed by this program. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: PhoneNumberWebhookState = {},
    opts?: pulumi.CustomResourceOptions,
  ): PhoneNumberWebhook {
    return new PhoneNumberWebhook(name, state, { ...opts, id });
  }

  static override isInstance(value: unknown): value is PhoneNumberWebhook {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === "twilio:index:PhoneNumberWebhook"
    );
  }
}
