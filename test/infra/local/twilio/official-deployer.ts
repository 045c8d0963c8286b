import { TwilioServerlessApiClient } from "@twilio-labs/serverless-api";
import { credentials } from "../../../../infra/local/twilio/credentials.ts";

/** Twilio's own deployer knows Twilio's hosts only: its requests are sent on to the emulator. */
export const officialDeployer = (endpoint: string): TwilioServerlessApiClient => {
  const { apiKey, apiSecret } = credentials;
  const client = new TwilioServerlessApiClient({ username: apiKey, password: apiSecret });
  const redirected = client.getClient().extend({
    hooks: {
      beforeRequest: [
        (options) => {
          const [product = ""] = options.url.hostname.split(".");
          const url = new URL(endpoint.replace("{product}", product) + options.url.pathname);
          if (options.url.hostname === "127.0.0.1") url.pathname = options.url.pathname;
          url.search = options.url.search;
          url.username = apiKey;
          url.password = apiSecret;
          options.url = url;
        },
      ],
    },
  });
  Object.assign(client, { client: redirected });
  return client;
};
