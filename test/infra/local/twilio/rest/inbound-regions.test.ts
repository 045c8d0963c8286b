import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient } from "../rest-client.ts";

let checked: CheckedEmulator;

beforeAll(async () => {
  checked = await startChecked();
});
afterAll(async () => {
  await checked.close();
});

it("are us1 until somebody says otherwise", async () => {
  const client = officialClient(checked.endpoint);
  await client.incomingPhoneNumbers.create({ phoneNumber: "+442079460000" });
  await client.sip.domains.create({ domainName: "acme.sip.twilio.com" });
  const number = client.routes.v2.phoneNumbers("+442079460000");
  expect(await number.fetch()).toMatchObject({ phoneNumber: "+442079460000", voiceRegion: "us1" });
  await number.update({ voiceRegion: "ie1" });
  expect((await number.fetch()).voiceRegion).toBe("ie1");
  expect((await client.routes.v2.sipDomains("acme.sip.twilio.com").fetch()).voiceRegion).toBe("us1");
  await expect(client.routes.v2.phoneNumbers("+442079460999").fetch()).rejects.toMatchObject({ status: 404 });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
