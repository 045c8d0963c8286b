import * as pulumi from "@pulumi/pulumi";

/** Which account a Provider works on, and with what credentials. */
export interface ProviderArgs {
  /** SID of the Twilio account, `AC` and 32 hex digits. Environment: `TWILIO_ACCOUNT_SID`. */
  readonly accountSid?: pulumi.Input<string> | undefined;
  /**
   * SID of a Standard API key of the account, `SK…`; restricted keys cannot use Serverless.
   * Environment: `TWILIO_API_KEY`.
   */
  readonly apiKey?: pulumi.Input<string> | undefined;
  /** Secret of the API key. Environment: `TWILIO_API_SECRET`. */
  readonly apiSecret?: pulumi.Input<string> | undefined;
  /**
   * Primary auth token of the account: used in place of an API key, and to sign the fetch that reads a
   * bin's content back at import. Environment: `TWILIO_AUTH_TOKEN`.
   */
  readonly authToken?: pulumi.Input<string> | undefined;
  /**
   * Template of Twilio's hosts with `{product}` in it (`api`, `serverless`, `serverless-upload`);
   * https, or plain http to the loopback. Default: `https://{product}.twilio.com`. Environment:
   * `TWILIO_ENDPOINT`.
   */
  readonly endpoint?: pulumi.Input<string> | undefined;
}

/**
 * The Twilio account to work on. Stack config (`twilio:accountSid` …) wins over the environment. The
 * account stays in the state, and credentials of another one are refused from then on. The API key,
 * its secret and the auth token are never written to the state: a refresh or destroy that runs no
 * program takes them from stack config or the environment.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const { accountSid, apiKey, apiSecret, authToken, endpoint } = args;
    const hidden = {
      apiKey: concealed(apiKey),
      apiSecret: concealed(apiSecret),
      authToken: concealed(authToken),
    };
    super("twilio", name, { accountSid, endpoint, ...hidden }, opts);
  }
}

const concealed = (value: pulumi.Input<string> | undefined) =>
  value === undefined ? undefined : pulumi.secret(value);
