import { afterAll, beforeAll, expect, it } from "vitest";
import { type Account, openAccount } from "../account.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
  await account.createSipDomain("acme-support.sip.twilio.com");
});
afterAll(() => account.close());

const type = "SipDomainWebhook";
const inputs = {
  domainName: "acme-support.sip.twilio.com",
  voiceUrl: "https://example.com/ours",
  voiceMethod: "POST",
};

it("says when the account has no such domain, which one it may be, and creates none", async () => {
  const run = await account.provider();
  await account.resetCalls();
  const absent = run.create(type, { ...inputs, domainName: "acme-suport.sip.twilio.com" });
  await expect(absent).rejects.toThrow(
    /no SIP Domain acme-suport\.sip\.twilio\.com\. Did you mean "acme-support\.sip\.twilio\.com"\? .*never here/,
  );
  expect(await account.calls()).toEqual(["GET /2010-04-01/Accounts/{AccountSid}/SIP/Domains.json"]);
});

it("finds the domain in any case, as DNS does", async () => {
  const run = await account.provider();
  const made = await run.create(type, { ...inputs, domainName: "Acme-Support.SIP.twilio.com" });
  const { sid, voice_url } = await account.sipDomain(inputs.domainName);
  expect(made.id).toBe(sid);
  expect(voice_url).toBe(inputs.voiceUrl);
});

it.each([
  ["no domain of Twilio's", "acme.example.com"],
  ["the host alone", "sip.twilio.com"],
  ["a URI", "sip:desk@acme.sip.twilio.com"],
  ["an edge's name", "acme.sip.dublin.twilio.com"],
])("refuses %s", async (_, domainName) => {
  const { failures } = await (await account.provider()).check(type, { ...inputs, domainName });
  expect(failures).toEqual([expect.stringContaining("domainName: Expected the full name of a SIP Domain")]);
});
