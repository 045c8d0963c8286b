import { afterAll, beforeAll, expect, it } from "vitest";
import { text } from "../../../infra/provider/property.ts";
import { type Account, openAccount } from "./account.ts";
import type { ProviderProcess, Reply } from "./provider-process.ts";
import { bin, release, router, service, webhook } from "./sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
  for (const phoneNumber of numbers) await account.buyNumber(phoneNumber);
});
afterAll(() => account.close());

const destinations = Array.from({ length: 100 }, (_, i) => `d${i}`);
const onerror = ["e0", "e1", "e2", "e3", "e4"];
const numbers = Array.from({ length: 20 }, (_, i) => `+4420794600${String(i).padStart(2, "0")}`);

interface Stack {
  readonly service: Reply;
  readonly bins: readonly Reply[];
  readonly router: Reply;
  readonly release: Reply;
  readonly webhooks: readonly Reply[];
}
let stack: Stack;

/** Creates everything, as parallel as the engine would. */
async function create(run: ProviderProcess): Promise<Stack> {
  const made = await run.create("ServerlessService", service);
  const [routed, ...bins] = await Promise.all([
    run.create("RouterFunction", router(made)),
    ...[...destinations, ...onerror].map((id) => run.create("TwimlBin", bin(made, id))),
  ]);
  if (routed === undefined) throw new Error("no router");
  const released = await run.create("Release", release(made, bins, routed));
  const url = text(bins[0]?.state ?? {}, "url");
  const webhooks = await Promise.all(
    numbers.map((phoneNumber) => run.create("PhoneNumberWebhook", webhook(url, { phoneNumber }))),
  );
  return { service: made, bins, router: routed, release: released, webhooks };
}

it("creates 100 destinations, 5 fallbacks and 20 numbers in at most 240 calls", async () => {
  const run = await account.provider();
  await account.resetCalls();
  stack = await create(run);
  // 2 for the service, 2 for each of 105 bins, 4 for the router, 2 for the release, 1 and 20 for the numbers.
  expect(await account.calls()).toHaveLength(239);
});

it("refreshes all of it in 4 calls, and SIP domains in one more", async () => {
  const run = await account.provider();
  const domainName = "acme.sip.twilio.com";
  await account.createSipDomain(domainName);
  const url = text(stack.bins[0]?.state ?? {}, "url");
  const all: readonly (readonly [string, Reply])[] = [
    ["ServerlessService", stack.service],
    ["RouterFunction", stack.router],
    ["Release", stack.release],
    ...stack.bins.map((made) => ["TwimlBin", made] as const),
    ...stack.webhooks.map((made) => ["PhoneNumberWebhook", made] as const),
    [
      "SipDomainWebhook",
      await run.create("SipDomainWebhook", { domainName, voiceUrl: url, voiceMethod: "GET" }),
    ],
  ];
  const next = await account.provider();
  await account.resetCalls();
  const found = await Promise.all(all.map(([type, made]) => next.read(type, made.id, made)));
  expect(found).toEqual(all.map(([, made]) => made));
  expect([...(await account.calls())].sort()).toEqual([
    "GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json",
    "GET /2010-04-01/Accounts/{AccountSid}/SIP/Domains.json",
    "GET /v1/Services/{ServiceSid}/Assets",
    "GET /v1/Services/{ServiceSid}/Builds/{Sid}",
    "GET /v1/Services/{ServiceSid}/Environments",
  ]);
});

it("changes one destination in 5 calls, of which one looks whose build is live", async () => {
  const run = await account.provider();
  await account.resetCalls();
  const [first, ...others] = stack.bins;
  if (first === undefined) throw new Error("no bin");
  const changed = await run.update("TwimlBin", first, bin(stack.service, "d0", "+442079460777"));
  const routed = await run.update("RouterFunction", stack.router, router(stack.service, { routes: {} }));
  await run.update("Release", stack.release, release(stack.service, [changed, ...others], routed));
  expect(await account.calls()).toEqual([
    "POST /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions",
    "POST /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions",
    "POST /v1/Services/{ServiceSid}/Builds",
    "GET /v1/Services/{ServiceSid}/Environments",
    "POST /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Deployments",
  ]);
});

it("finds all assets of a second run in one list, however many are made", async () => {
  const run = await account.provider();
  await account.resetCalls();
  await Promise.all(["n0", "n1", "n2"].map((id) => run.create("TwimlBin", bin(stack.service, id))));
  const calls = await account.calls();
  expect(calls.filter((line) => line === "GET /v1/Services/{ServiceSid}/Assets")).toHaveLength(1);
  expect(calls).toHaveLength(7);
});
