import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSecret, type Properties, reveal, secret } from "../../../infra/provider/property.ts";
import { provider } from "../../../infra/provider/provider.ts";
import { type Account, openAccount } from "./account.ts";
import { webhook } from "./sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "PhoneNumberWebhook";
const ours = "https://handoffs-acme-live-1234.twil.io/handoffs/desk.xml";
const trunk = `TK${"1".repeat(32)}`;
const application = `AP${"2".repeat(32)}`;

let count = 0;
async function buy(fields: Readonly<Record<string, string>>) {
  const phoneNumber = `+4420794607${String(count++).padStart(2, "0")}`;
  const { sid } = await account.buyNumber(phoneNumber, fields);
  const path = `/2010-04-01/Accounts/${account.emulator.credentials.accountSid}/IncomingPhoneNumbers/${String(sid)}.json`;
  return {
    phoneNumber,
    inputs: webhook(ours, { phoneNumber }),
    change: (changed: Readonly<Record<string, string>>) => account.rest("POST", "api", path, changed),
    now: () => account.number(phoneNumber),
  };
}

/** What a provider warns of while it works. */
async function warnings(work: (of: ReturnType<typeof provider>) => Promise<unknown>) {
  const said: string[] = [];
  const { accountSid, apiKey, apiSecret } = account.emulator.credentials;
  const config = { accountSid, apiKey, apiSecret, endpoint: account.emulator.endpoint };
  const env = { PULUMI_CONFIG: JSON.stringify(config) };
  await work(provider(env, { status: () => {}, warn: (_, text) => said.push(text) }));
  return said;
}

const call = { urn: "", timeout: 0 };

describe("what a number did before", () => {
  it("comes back with its method, also where the URL is the same", async () => {
    const number = await buy({ VoiceUrl: ours, VoiceMethod: "GET" });
    const inputs = { ...number.inputs, voiceMethod: "POST" };
    const made = await (await account.provider()).create(type, inputs);
    const known = {
      ...made,
      state: { ...made.state, previous: secret({ voiceUrl: ours, voiceMethod: "GET" }) },
    };
    expect((await number.now()).voice_method).toBe("POST");
    await (await account.provider()).delete(type, known);
    expect(await number.now()).toMatchObject({ voice_url: ours, voice_method: "GET" });
  });

  it("is the application that it was taken from last, not the trunk before", async () => {
    const number = await buy({ VoiceUrl: "https://example.com/before", TrunkSid: trunk });
    const inputs = { ...number.inputs, takeOver: true };
    const made = await (await account.provider()).create(type, inputs);
    await number.change({ VoiceApplicationSid: application });
    const found = (await (await account.provider()).read(type, made.id, made)) ?? made;
    const again = await (await account.provider()).update(type, found, inputs);
    await (await account.provider()).delete(type, again);
    expect(await number.now()).toMatchObject({
      voice_application_sid: application,
      voice_url: "https://example.com/before",
    });
  });
});

describe("an import", () => {
  it("shows the trunk that takes the calls", async () => {
    const number = await buy({ VoiceUrl: ours, VoiceMethod: "GET", TrunkSid: trunk });
    const run = await account.provider();
    const found = await run.read(type, number.phoneNumber);
    if (found === undefined) throw new Error("the number is gone");
    expect((await run.diff(type, found, number.inputs)).detailed).toEqual({ trunkSid: "~UPDATE" });
    await expect(run.update(type, found, number.inputs)).rejects.toThrow("SIP trunk");
  });

  it("warns where nobody knows what was there before", async () => {
    const number = await buy({ VoiceUrl: ours });
    await account.fault({ kind: "forbidden", match: { path: "/v1/Events" } });
    const said = await warnings((of) => of.read(`twilio:index:${type}`, number.phoneNumber, undefined, call));
    expect(said).toEqual([expect.stringContaining("the one before it is not known")]);
  });
});

describe("a URL of somebody else's", () => {
  it.each([
    ["a password", "https://user:pa55w0rd@example.com/voice", true],
    ["a query", "https://example.com/voice?key=s3cr3t", true],
    ["neither", "https://example.com/voice", false],
  ])("with %s", async (_, url, hidden) => {
    const number = await buy({ VoiceUrl: "https://example.com/before" });
    const made = await (await account.provider()).create(type, number.inputs);
    await number.change({ VoiceUrl: url });
    const found = await (await account.provider()).read(type, made.id, made);
    const imported = await (await account.provider()).read(type, number.phoneNumber);
    for (const properties of [found?.state, imported?.state, imported?.inputs] as Properties[]) {
      expect(isSecret(properties.voiceUrl)).toBe(hidden);
      expect(reveal(properties.voiceUrl ?? null)).toBe(url);
    }
  });
});

describe("a number that", () => {
  it("takes no voice calls is told of", async () => {
    const number = await buy({ VoiceReceiveMode: "fax" });
    const said = await warnings((of) => of.create(`twilio:index:${type}`, number.inputs, call));
    expect(said).toEqual([expect.stringContaining("is set to receive faxes")]);
  });

  it("was bought again has to be found anew first", async () => {
    const number = await buy({});
    const made = await (await account.provider()).create(type, number.inputs);
    const old = { ...made, id: `PN${"0".repeat(32)}` };
    const changed = { ...number.inputs, voiceMethod: "POST" };
    await expect((await account.provider()).update(type, old, changed)).rejects.toThrow(
      /another object of the account's than before.*pulumi refresh/s,
    );
  });
});

it("leaves a domain alone whose name only changes its case", async () => {
  const [before, after] = ["Acme.sip.twilio.com", "acme.sip.twilio.com"];
  await account.createSipDomain(after, { VoiceUrl: "https://example.com/before" });
  const inputs = { domainName: before, voiceUrl: ours, voiceMethod: "GET" };
  const made = await (await account.provider()).create("SipDomainWebhook", inputs);
  const run = await account.provider();
  await run.check("SipDomainWebhook", { ...inputs, domainName: after });
  await run.create("SipDomainWebhook", { ...inputs, domainName: after });
  await run.delete("SipDomainWebhook", made);
  expect((await account.sipDomain(after)).voice_url).toBe(ours);
});
