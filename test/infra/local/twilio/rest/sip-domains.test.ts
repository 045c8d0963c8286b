import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient } from "../rest-client.ts";

let checked: CheckedEmulator;
let client: ReturnType<typeof officialClient>;

beforeAll(async () => {
  checked = await startChecked();
  client = officialClient(checked.endpoint);
});
afterAll(async () => {
  await checked.close();
});

it("are created with Twilio's defaults, fetched, listed, changed and removed", async () => {
  const { sid } = await client.sip.domains.create({ domainName: "Acme.sip.twilio.com" });
  const one = client.sip.domains(sid);
  expect(await one.fetch()).toMatchObject({
    domainName: "acme.sip.twilio.com",
    friendlyName: "acme.sip.twilio.com",
    voiceUrl: null,
    voiceMethod: "POST",
    sipRegistration: false,
    secure: false,
  });
  expect(
    await one.update({
      friendlyName: "Acme",
      voiceUrl: "https://example.com/voice",
      voiceMethod: "GET",
      voiceFallbackUrl: "https://example.com/onerror",
      sipRegistration: true,
    }),
  ).toMatchObject({ friendlyName: "Acme", voiceMethod: "GET", sipRegistration: true });
  expect(await one.update({ secure: true })).toMatchObject({
    voiceUrl: "https://example.com/voice",
    secure: true,
  });
  expect(await one.update({ voiceUrl: "" })).toMatchObject({ voiceUrl: "" });
  expect((await client.sip.domains.list()).map((domain) => domain.sid)).toEqual([sid]);
  expect(await one.remove()).toBe(true);
  await expect(one.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  expect(await client.sip.domains.list()).toEqual([]);
});

it.each([
  ["acme.example.com", 21232],
  ["sip.twilio.com", 21232],
  ["ac me.sip.twilio.com", 21232],
])("are not called %s", async (domainName, code) => {
  await expect(client.sip.domains.create({ domainName })).rejects.toMatchObject({ status: 400, code });
});

it("have a name that no other has", async () => {
  const first = await client.sip.domains.create({ domainName: "taken.sip.twilio.com" });
  await expect(client.sip.domains.create({ domainName: "taken.sip.twilio.com" })).rejects.toMatchObject({
    code: 21232,
  });
  expect(await client.sip.domains(first.sid).update({ domainName: "taken.sip.twilio.com" })).toMatchObject({
    sid: first.sid,
  });
});

it("refuse what is no URL, no SID, or too long", async () => {
  const refused = async (settings: object) =>
    client.sip.domains.create({ domainName: "other.sip.twilio.com", ...settings }).then(
      () => undefined,
      (error: { readonly code: number }) => error.code,
    );
  expect(await refused({ voiceUrl: "example" })).toBe(21402);
  expect(await refused({ byocTrunkSid: "BY1" })).toBe(21231);
  expect(await refused({ friendlyName: "x".repeat(65) })).toBe(21231);
});

it("page as every list does", async () => {
  for (const name of ["a", "b", "c"])
    await client.sip.domains.create({ domainName: `${name}.sip.twilio.com` });
  const names = (await client.sip.domains.list({ pageSize: 2 })).map(({ domainName }) => domainName);
  expect(names.slice(0, 3)).toEqual(["c.sip.twilio.com", "b.sip.twilio.com", "a.sip.twilio.com"]);
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
