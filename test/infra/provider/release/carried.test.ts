import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Properties, text } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import type { ProviderProcess, Reply } from "../provider-process.ts";
import { bin, release, service, webhook } from "../sample.ts";

let account: Account;
let provider: ProviderProcess;
let made: Reply;
let billing: Reply;
let reception: Reply;
let released: Reply;
beforeEach(async () => {
  account = await openAccount();
  provider = await account.provider();
  made = await provider.create("ServerlessService", service);
  billing = await provider.create("TwimlBin", bin(made, "billing"));
  reception = await provider.create("TwimlBin", bin(made, "reception", "+442079460199"));
  released = await provider.create("Release", release(made, [billing, reception]));
});
afterEach(() => account.close());

const isServed = async () =>
  (await account.call({ url: text(billing.state, "url"), method: "GET" })).includes("+442079460123");

const assets = async () =>
  (await account.list(`${text(made.state, "serviceSid")}/Assets`, "assets")).map(
    ({ friendly_name }) => friendly_name,
  );

/** The end of a run without the billing desk: what is gone from the program is deleted last. */
async function remove(): Promise<Reply> {
  const run = await account.provider();
  const reduced = await run.update("Release", released, release(made, [reception]));
  await run.delete("TwimlBin", billing);
  return reduced;
}

/** A later run, in which the reception rings somebody else. */
async function change(before: Reply, number: string): Promise<Reply> {
  const run = await account.provider();
  reception = await run.update("TwimlBin", reception, bin(made, "reception", number));
  return await run.update("Release", before, { ...release(made, [reception]), references: {} });
}

it("goes at once when nothing asks it", async () => {
  const reduced = await remove();
  expect(reduced.state.carriedVersions).toBeUndefined();
  expect(await isServed()).toBe(false);
  expect(await assets()).toEqual(["/handoffs/reception.xml"]);
});

it("is served for one more build while a number of the stack asks it, and goes once that is moved", async () => {
  await account.buyNumber("+442079460000");
  const asked = await provider.create("PhoneNumberWebhook", webhook(text(billing.state, "url")));
  const run = await account.provider();
  const reduced = release(made, [reception]);
  const carrying = await run.update("Release", released, reduced);
  expect(carrying.state.carriedVersions).toEqual({ "/handoffs/billing.xml": billing.state.versionSid });
  expect(await isServed()).toBe(true);
  expect((await run.diff("Release", carrying, reduced)).some).toBe(false);
  expect(await run.read("Release", carrying.id, carrying)).toEqual(carrying);

  await run.check("TwimlBin", reception.inputs);
  await run.update("PhoneNumberWebhook", asked, webhook(text(reception.state, "url")));
  await run.delete("TwimlBin", billing);
  expect(await assets()).toEqual(["/handoffs/reception.xml"]);
  expect((await change(carrying, "+442079460198")).state.carriedVersions).toBeUndefined();
  expect(await isServed()).toBe(false);
});

it("is served for as long as somebody else's number asks it, and leaves nothing behind", async () => {
  const number = await account.buyNumber("+442079460009", { VoiceUrl: text(billing.state, "url") });
  let now = await remove();
  for (const last of ["1", "2"]) {
    now = await change(now, `+44207946018${last}`);
    expect(await isServed()).toBe(true);
  }
  expect(await assets()).toHaveLength(2);
  const { accountSid } = account.emulator.credentials;
  await account.rest(
    "POST",
    "api",
    `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${text(number as Reply["state"], "sid")}.json`,
    { VoiceUrl: "https://example.com/elsewhere" },
  );
  now = await change(now, "+442079460183");
  expect(now.state.carriedVersions).toBeUndefined();
  expect(await isServed()).toBe(false);
  expect(await assets()).toEqual(["/handoffs/reception.xml"]);
});

it("is served on, while somebody asks it, by a stack that has lost its state", async () => {
  const number = await account.buyNumber("+442079460009", { VoiceUrl: `${text(billing.state, "url")}#rc=2` });
  const { accountSid } = account.emulator.credentials;
  const run = await account.provider();
  const again = await run.create("TwimlBin", bin(made, "reception", "+442079460199"));
  const recovered = await run.create("Release", release(made, [again]));
  expect(recovered.state.carriedVersions).toEqual({ "/handoffs/billing.xml": billing.state.versionSid });
  expect(await isServed()).toBe(true);
  await account.rest(
    "POST",
    "api",
    `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(number.sid)}.json`,
    { VoiceUrl: "https://example.com/elsewhere" },
  );
  const next = await change(recovered, "+442079460185");
  expect(next.state.carriedVersions).toBeUndefined();
  expect(await isServed()).toBe(false);
  expect(await assets()).toEqual(["/handoffs/reception.xml"]);
});

it("does not stop later releases when somebody has deleted its Asset", async () => {
  await account.buyNumber("+442079460009", { VoiceUrl: text(billing.state, "url") });
  const reduced = await remove();
  const [serviceSid, assetSid] = billing.id.split("/");
  await account.rest("DELETE", "serverless", `/v1/Services/${serviceSid}/Assets/${assetSid}`);
  const next = await change(reduced, "+442079460184");
  expect(next.state.carriedVersions).toBeUndefined();
});

it("is the destination's again when that comes back", async () => {
  await account.buyNumber("+442079460009", { VoiceUrl: text(billing.state, "url") });
  const reduced = await remove();
  const run = await account.provider();
  const again = await run.create("TwimlBin", bin(made, "billing", "+442079460777"));
  expect(again.id).toBe(billing.id);
  const next = await run.update("Release", reduced, release(made, [reception, again]));
  expect(next.state.carriedVersions).toBeUndefined();
  expect(await account.call({ url: text(billing.state, "url"), method: "GET" })).toContain("+442079460777");
  expect(await assets()).toHaveLength(2);
});

describe("with what it names", () => {
  const answered = async (url: string): Promise<string> => await account.call({ url, method: "GET" });

  /** A run without the billing desk, which somebody else's number goes on asking by another document. */
  async function without(
    others: readonly Reply[],
    asked: Reply,
    references: Properties = {},
  ): Promise<Reply> {
    const before = await provider.update("Release", released, {
      ...release(made, [billing, reception, ...others]),
      references,
    });
    await account.buyNumber("+442079460009", { VoiceUrl: text(asked.state, "url"), VoiceMethod: "GET" });
    const run = await account.provider();
    await run.check("TwimlBin", reception.inputs);
    const reduced = await run.update("Release", before, { ...release(made, [reception]), references: {} });
    for (const one of [billing, ...others]) await run.delete("TwimlBin", one);
    return reduced;
  }

  it("an alias is served as long as it is asked, and the next releases hold both", async () => {
    const twiml = '<Response><Redirect method="GET">/handoffs/billing.xml</Redirect></Response>';
    const alias = await provider.create("TwimlBin", { ...bin(made, "accounts"), twiml });
    let now = await without([alias], alias, { "/handoffs/accounts.xml": ["/handoffs/billing.xml"] });
    expect(await answered(text(alias.state, "url"))).toContain("+442079460123");
    now = await change(now, "+442079460186");
    now = await change(now, "+442079460187");
    expect(await answered(text(alias.state, "url"))).toContain("+442079460123");
    expect(await assets()).toHaveLength(3);
  });

  it("everything goes along where an older state does not say what names what", async () => {
    const twiml = '<Response><Redirect method="GET">/handoffs/billing.xml</Redirect></Response>';
    const alias = await provider.create("TwimlBin", { ...bin(made, "accounts"), twiml });
    const before = await provider.update("Release", released, release(made, [billing, reception, alias]));
    await account.buyNumber("+442079460009", { VoiceUrl: text(alias.state, "url"), VoiceMethod: "GET" });
    await (await account.provider()).update("Release", before, release(made, [reception]));
    expect(await answered(text(alias.state, "url"))).toContain("+442079460123");
  });

  it("a queue is served, and says nothing of the document that nobody asks by itself", async () => {
    const wait = await provider.create("TwimlBin", {
      ...bin(made, "billing"),
      path: "/wait/billing.xml",
      twiml: "<Response><Say>Please hold.</Say><Leave/></Response>",
    });
    const queue = await provider.create("TwimlBin", {
      ...bin(made, "queue"),
      twiml: '<Response><Enqueue waitUrl="/wait/billing.xml" waitUrlMethod="GET">q</Enqueue></Response>',
    });
    const reduced = await without([wait, queue], queue, { "/handoffs/queue.xml": ["/wait/billing.xml"] });
    expect(Object.keys(reduced.state.carriedVersions as object)).not.toContain("/handoffs/billing.xml");
    expect(Object.keys(reduced.state.carriedVersions as object)).toContain("/wait/billing.xml");
    expect(await answered(text(queue.state, "url"))).toContain("Please hold.");
    expect(await account.call({ url: text(wait.state, "url"), method: "GET" })).toContain("Please hold.");
  });
});

it("is served on when somebody has given its Asset another name", async () => {
  await account.buyNumber("+442079460009", { VoiceUrl: text(billing.state, "url") });
  const [serviceSid, assetSid] = billing.id.split("/");
  const path = `/v1/Services/${serviceSid}/Assets/${assetSid}`;
  await account.rest("POST", "serverless", path, { FriendlyName: "Billing desk" });
  await remove();
  expect(await isServed()).toBe(true);
});

it("does not stop the release that lets it go when its Asset cannot be deleted", async () => {
  const number = await account.buyNumber("+442079460009", { VoiceUrl: text(billing.state, "url") });
  const reduced = await remove();
  const { accountSid } = account.emulator.credentials;
  const path = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(number.sid)}.json`;
  await account.rest("POST", "api", path, { VoiceUrl: "https://example.com/elsewhere" });
  await account.fault({ kind: "forbidden", match: { method: "DELETE" }, count: 1 });
  const run = await account.provider();
  reception = await run.update("TwimlBin", reception, bin(made, "reception", "+442079460187"));
  const next = await run.update("Release", reduced, release(made, [reception]));
  expect(next.state.carriedVersions).toBeUndefined();
  expect(await isServed()).toBe(false);
});
