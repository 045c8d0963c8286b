import { credentials, testCredentials } from "../../../infra/local/twilio/credentials.ts";
import { officialClient, ownerClient } from "../local/twilio/rest-client.ts";
import type { Account } from "../provider/account.ts";

/** The environment variables of a command; those of a good key, unless a scenario has others. */
export type Variables = Readonly<Record<string, string>>;

/** Brings an account that is in order into the state that a code is about; gives the variables that differ. */
export type Scenario = (account: Account) => Promise<Variables | undefined>;

/** What the base project of the corpus needs: its number and everything that its destinations ring. */
export const mainLine = "+442079460000";

const listed = (account: Account, list: string): string =>
  `/2010-04-01/Accounts/${account.emulator.credentials.accountSid}/${list}.json`;

const control = (account: Account, path: string, body: unknown) =>
  fetch(`${account.emulator.origin}/emulator/${path}`, { method: "POST", body: JSON.stringify(body) });

const verify = async (account: Account, ...numbers: readonly string[]): Promise<undefined> => {
  for (const PhoneNumber of numbers)
    await account.rest("POST", "api", listed(account, "OutgoingCallerIds"), { PhoneNumber });
};

const changeNumber = async (account: Account, fields: Variables): Promise<undefined> => {
  const { sid } = await account.number(mainLine);
  await account.rest("POST", "api", listed(account, `IncomingPhoneNumbers/${sid}`), fields);
};

const asIs: Scenario = async () => undefined;

/** One for each code that only an account can cause. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "account-inactive": async ({ emulator }) => {
    const { accountSid } = emulator.credentials;
    await ownerClient(emulator.endpoint).api.v2010.accounts(accountSid).update({ status: "suspended" });
    return undefined;
  },
  "account-trial": async (account) => {
    await control(account, "account", { type: "Trial" });
    return verify(account, "+442079460100", "+442079460123", "+442079460200");
  },
  "account-unseen": async () => ({ TWILIO_AUTH_TOKEN: "" }),
  "builds-limit": async (account) => {
    const { serverless } = officialClient(account.emulator.endpoint);
    const { sid } = await serverless.v1.services.create({
      uniqueName: "handoffs-acme-live",
      friendlyName: "Handoffs of acme, live",
    });
    const { environments } = serverless.v1.services(sid);
    const environment = await environments.create({ uniqueName: "live" });
    for (let run = 0; run < 100; run++) await environments(environment.sid).deployments.create();
    return undefined;
  },
  "caller-id-unknown": asIs,
  "country-not-permitted": async ({ emulator }) => {
    const updateRequest = JSON.stringify([{ iso_code: "GB", low_risk_numbers_enabled: false }]);
    const { voice } = officialClient(emulator.endpoint);
    await voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest });
    return undefined;
  },
  "credentials-refused": async () => ({ TWILIO_API_SECRET: "mistyped" }),
  "credentials-test": async () => ({
    TWILIO_ACCOUNT_SID: testCredentials.accountSid,
    TWILIO_API_KEY: "",
    TWILIO_API_SECRET: "",
    TWILIO_AUTH_TOKEN: testCredentials.authToken,
  }),
  "endpoint-region": async () => ({ TWILIO_ENDPOINT: "https://{product}.ie1.twilio.com" }),
  "key-restricted": async ({ emulator }) => {
    const { sid, secret } = await ownerClient(emulator.endpoint).iam.v1.newApiKey.create({
      accountSid: credentials.accountSid,
      keyType: "restricted",
      policy: { allow: ["/twilio/phone-numbers/incoming/list"] },
    });
    return { TWILIO_API_KEY: sid, TWILIO_API_SECRET: secret };
  },
  "not-checked": async (account) => {
    await account.fault({ kind: "forbidden", match: { path: "/DialingPermissions/Countries" }, count: 99 });
    return undefined;
  },
  "number-absent": asIs,
  "number-held": (account) => changeNumber(account, { TrunkSid: `TK${"0".repeat(32)}` }),
  "number-not-voice": async (account) => {
    await control(account, `phone-numbers/${mainLine}`, { capabilities: { voice: false } });
    return undefined;
  },
  "number-region": async ({ emulator }) => {
    await officialClient(emulator.endpoint).routes.v2.phoneNumbers(mainLine).update({ voiceRegion: "ie1" });
    return undefined;
  },
  "prefix-not-permitted": asIs,
  "queue-absent": asIs,
  "services-limit": async ({ emulator }) => {
    const { services } = officialClient(emulator.endpoint).serverless.v1;
    for (let index = 0; index < 50; index++)
      await services.create({ uniqueName: `service-${index}`, friendlyName: `Service ${index}` });
    return undefined;
  },
  "sip-domain-absent": async (account) => {
    await account.createSipDomain("acme-pbx.sip.twilio.com");
    return undefined;
  },
  "sip-domain-trunk": async (account) => {
    await account.createSipDomain("acme-pbx.sip.twilio.com", { ByocTrunkSid: `BY${"0".repeat(32)}` });
    return undefined;
  },
  "trial-unverified": async (account) => {
    await control(account, "account", { type: "Trial" });
    return verify(account, "+442079460100", "+442079460200");
  },
  "workflow-absent": asIs,
};
