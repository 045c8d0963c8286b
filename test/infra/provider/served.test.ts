import { afterEach, beforeEach, expect, it } from "vitest";
import { text } from "../../../infra/provider/property.ts";
import { type Account, openAccount } from "./account.ts";
import { bin, type Deployed, deploy, webhook } from "./sample.ts";

let account: Account;
let deployed: Deployed;
beforeEach(async () => {
  account = await openAccount();
  await account.buyNumber("+442079460000", { VoiceUrl: "https://example.com/before" });
  deployed = await deploy(await account.provider());
});
afterEach(() => account.close());

const type = "PhoneNumberWebhook";
const voiceUrl = async () => (await account.number("+442079460000")).voice_url;

it("a number is not pointed at a document that no release has put live", async () => {
  const run = await account.provider();
  const added = await run.create("TwimlBin", bin(deployed.service, "added"));
  const inputs = webhook(text(added.state, "url"));
  await expect(run.create(type, inputs)).rejects.toThrow("which is not live: its callers would reach nobody");
  expect(await voiceUrl()).toBe("https://example.com/before");

  const [billing] = deployed.bins;
  const next = await account.provider();
  const made = await next.create(type, webhook(text(billing.state, "url")));
  await expect(next.update(type, made, inputs)).rejects.toThrow("run `pulumi up` without --target");
  const fallback = { voiceFallbackUrl: text(added.state, "url"), voiceFallbackMethod: "GET" };
  await expect(next.update(type, made, { ...made.inputs, ...fallback })).rejects.toThrow("is not live");
  expect(await voiceUrl()).toBe(text(billing.state, "url"));
});

it("a host that the account does not have is its user's own matter", async () => {
  const url = "https://handoffs-elsewhere-live-1234.twil.io/handoffs/desk.xml";
  await (await account.provider()).create(type, webhook(url));
  expect(await voiceUrl()).toBe(url);
});
