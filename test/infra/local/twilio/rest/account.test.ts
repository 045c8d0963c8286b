import { afterAll, beforeAll, expect, it } from "vitest";
import { testCredentials } from "../../../../../infra/local/twilio/credentials.ts";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient, ownerClient } from "../rest-client.ts";

let checked: CheckedEmulator;

beforeAll(async () => {
  checked = await startChecked();
});
afterAll(async () => {
  await checked.close();
});

it("tells its owner its SID, status and type, which change", async () => {
  const { accountSid } = checked.emulator.credentials;
  const account = ownerClient(checked.endpoint).api.v2010.accounts(accountSid);
  expect(await account.fetch()).toMatchObject({ sid: accountSid, status: "active", type: "Full" });
  await account.update({ status: "suspended" });
  await fetch(`${checked.emulator.origin}/emulator/account`, {
    method: "POST",
    body: JSON.stringify({ type: "Trial" }),
  });
  expect(await account.fetch()).toMatchObject({ status: "suspended", type: "Trial" });
});

it("is closed to Standard and restricted keys, and Serverless to the latter", async () => {
  const { accountSid } = checked.emulator.credentials;
  const standard = officialClient(checked.endpoint);
  await expect(standard.api.v2010.accounts(accountSid).fetch()).rejects.toMatchObject({
    status: 401,
    code: 20003,
  });
  await expect(standard.iam.v1.newApiKey.create({ accountSid })).rejects.toMatchObject({ status: 401 });

  const made = await ownerClient(checked.endpoint).iam.v1.newApiKey.create({
    accountSid,
    keyType: "restricted",
    policy: { allow: ["/twilio/phone-numbers/incoming/list"] },
  });
  const restricted = officialClient(checked.endpoint, { apiKey: made.sid, apiSecret: made.secret });
  expect(await restricted.incomingPhoneNumbers.list()).toEqual([]);
  await expect(restricted.serverless.v1.services.list()).rejects.toMatchObject({ status: 403 });
});

it("answers its test credentials with nothing", async () => {
  const { accountSid, authToken } = testCredentials;
  const client = officialClient(checked.endpoint, { apiKey: accountSid, apiSecret: authToken });
  await expect(client.incomingPhoneNumbers.list()).rejects.toMatchObject({ status: 403, code: 20008 });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
