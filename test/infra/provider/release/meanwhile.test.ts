import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { text } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { ProviderProcess, Reply } from "../provider-process.ts";
import { bin, release, service, webhook } from "../sample.ts";

// What somebody does while a build runs.
let account: Account;
let provider: ProviderProcess;
let made: Reply;
let billing: Reply;
let reception: Reply;
let released: Reply;
let asked: Reply;
beforeEach(async () => {
  account = await openAccount({ buildTime: 600 });
  await account.buyNumber("+442079460000", { VoiceUrl: "https://example.com/before", VoiceMethod: "GET" });
  provider = await account.provider();
  made = await provider.create("ServerlessService", service);
  billing = await provider.create("TwimlBin", bin(made, "billing"));
  reception = await provider.create("TwimlBin", bin(made, "reception", "+442079460199"));
  released = await provider.create("Release", release(made, [billing, reception]));
  asked = await provider.create("PhoneNumberWebhook", webhook(text(billing.state, "url")));
});
afterEach(() => account.close());

const builds = () => account.list(`${made.id}/Builds`, "builds");

/** Runs a release of these bins, and does `meanwhile` once its build has started. */
async function during(
  run: ProviderProcess,
  before: Reply,
  bins: readonly Reply[],
  meanwhile: () => Promise<unknown>,
): Promise<Reply | Error> {
  const { length } = await builds();
  const pending = run.update("Release", before, release(made, bins)).catch((error: Error) => error);
  while ((await builds()).length === length) await wait(10);
  await meanwhile();
  return await pending;
}

const setNumber = async (VoiceUrl: string): Promise<void> => {
  const { sid } = await account.number("+442079460000");
  const { accountSid } = account.emulator.credentials;
  const path = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(sid)}.json`;
  await account.rest("POST", "api", path, { VoiceUrl });
};
const voiceUrl = async () => (await account.number("+442079460000")).voice_url;

/** A run in which the billing desk is gone. */
async function reduced(meanwhile: () => Promise<unknown>): Promise<ProviderProcess> {
  const run = await account.provider();
  reception = await run.update("TwimlBin", reception, bin(made, "reception", "+442079460777"));
  expect(await during(run, released, [reception], meanwhile)).not.toBeInstanceOf(Error);
  return run;
}

it("a rollback stays, and the release fails", async () => {
  const first = text(released.state, "buildSid");
  billing = await provider.update("TwimlBin", billing, bin(made, "billing", "+442079460222"));
  const second = await provider.update("Release", released, release(made, [billing, reception]));
  const run = await account.provider();
  billing = await run.update("TwimlBin", billing, bin(made, "billing", "+442079460333"));
  const deployments = `/v1/Services/${made.id}/Environments/${String(made.state.environmentSid)}/Deployments`;
  const failed = await during(run, second, [billing, reception], () =>
    account.rest("POST", "serverless", deployments, { BuildSid: first }),
  );
  expect(failed).toMatchObject({ message: expect.stringContaining(`the build ${first} is live`) });
  const [environment] = await account.list(`${made.id}/Environments`, "environments");
  expect(environment?.build_sid).toBe(first);
});

it("a number that was changed is not set back over that when its resource is deleted", async () => {
  const run = await reduced(() => setNumber("https://example.com/emergency"));
  await run.delete("PhoneNumberWebhook", asked);
  expect(await voiceUrl()).toBe("https://example.com/emergency");
});

it("a number that another stack has taken is not taken back", async () => {
  const run = await reduced(() => setNumber("https://handoffs-other-live-4711.twil.io/handoffs/desk.xml"));
  await expect(
    run.update("PhoneNumberWebhook", asked, webhook(text(reception.state, "url"))),
  ).rejects.toThrow("is held by another stack");
});
