import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient } from "../rest-client.ts";

let checked: CheckedEmulator;
beforeAll(async () => {
  checked = await startChecked();
});
afterAll(() => checked.close());

const urls = ["https://one.example.com/", "https://two.example.com/"] as const;

it("tells what a number and a SIP Domain were before each change, the latest first", async () => {
  const client = officialClient(checked.emulator.endpoint);
  const number = await client.incomingPhoneNumbers.create({ phoneNumber: "+442079460100" });
  for (const voiceUrl of urls) await client.incomingPhoneNumbers(number.sid).update({ voiceUrl });
  await client.incomingPhoneNumbers(number.sid).update({ voiceUrl: urls[1] });
  const domain = await client.sip.domains.create({ domainName: "acme.sip.twilio.com" });
  await client.sip.domains(domain.sid).update({ voiceUrl: urls[0], voiceMethod: "GET" });

  const { accountSid, apiKey, apiSecret } = checked.emulator.credentials;
  const read = async (query: string) => {
    const response = await fetch(`${checked.emulator.origin}/monitor/v1/Events?${query}`, {
      headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
    });
    const { events } = (await response.json()) as { events: readonly { event_data: unknown }[] };
    expect(events).toEqual(
      events.map((event) => expect.objectContaining({ ...event, account_sid: accountSid })),
    );
    return events.map(({ event_data }) => event_data);
  };
  expect(await read(`ResourceSid=${number.sid}`)).toEqual([
    { resource_properties: { voice_url: { previous: urls[0], updated: urls[1] } } },
    { resource_properties: { voice_url: { previous: null, updated: urls[0] } } },
  ]);
  expect(await read("EventType=sip-domain.updated")).toEqual([
    {
      resource_properties: {
        voice_url: { previous: null, updated: urls[0] },
        voice_method: { previous: "POST", updated: "GET" },
      },
    },
  ]);
});
