/** The one account of the emulator. Fixed, so that nobody has to copy anything; worthless anywhere else. */
export const credentials = {
  accountSid: "AC10ca1000000000000000000000000000",
  authToken: "10ca1000000000000000000000000000",
  apiKey: "SK10ca1000000000000000000000000000",
  apiSecret: "local-emulator-secret",
} as const;

/** What the account's console shows as its test credentials, which reach almost nothing. */
export const testCredentials = {
  accountSid: "AC7e570000000000000000000000000000",
  authToken: "7e570000000000000000000000000000",
} as const;

export type Credentials = { readonly [name in keyof typeof credentials]: string };
