import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient, rawRequest } from "../rest-client.ts";

let checked: CheckedEmulator;
let numbers: ReturnType<typeof officialClient>["incomingPhoneNumbers"];
let listUrl: string;

beforeAll(async () => {
  checked = await startChecked();
  numbers = officialClient(checked.endpoint).incomingPhoneNumbers;
  const { accountSid } = checked.emulator.credentials;
  listUrl = `${checked.endpoint.replace("{product}", "api")}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers`;
});
afterAll(async () => {
  await checked.close();
});

let last = 0;
const buy = (settings: object = {}) => {
  last += 1;
  return numbers.create({ phoneNumber: `+4420794601${String(last).padStart(2, "0")}`, ...settings });
};

it("are bought with Twilio's defaults, fetched and listed", async () => {
  const bought = await buy();
  expect(bought).toMatchObject({
    voiceUrl: null,
    voiceMethod: "POST",
    trunkSid: null,
    voiceApplicationSid: "",
  });
  expect((await numbers(bought.sid).fetch()).phoneNumber).toBe(bought.phoneNumber);
  expect((await numbers.list()).map(({ sid }) => sid)).toContain(bought.sid);
});

describe("an update", () => {
  it("changes what it names and nothing else", async () => {
    const { sid } = await buy({
      voiceUrl: "https://example.com/a",
      voiceMethod: "GET",
      friendlyName: "Main",
    });
    const updated = await numbers(sid).update({ voiceFallbackUrl: "https://example.com/b" });
    expect(updated).toMatchObject({
      friendlyName: "Main",
      voiceUrl: "https://example.com/a",
      voiceMethod: "GET",
      voiceFallbackUrl: "https://example.com/b",
    });
  });

  it("clears a URL that is given empty", async () => {
    const { sid } = await buy({
      voiceUrl: "https://example.com/a",
      voiceFallbackUrl: "https://example.com/b",
    });
    const { status, body } = await rawRequest(`${listUrl}/${sid}.json`, {
      form: { VoiceFallbackUrl: "", VoiceUrl: "" },
    });
    expect({ status, url: body.voice_url, fallback: body.voice_fallback_url }).toEqual({
      status: 200,
      url: "",
      fallback: "",
    });
  });

  it("refuses a fallback without a URL (21405), a bad URL, method or SID", async () => {
    const { sid } = await buy();
    const update = (form: Readonly<Record<string, string>>) => rawRequest(`${listUrl}/${sid}.json`, { form });
    expect(await update({ VoiceFallbackUrl: "https://example.com" })).toMatchObject({
      status: 400,
      body: { code: 21405 },
    });
    expect(await update({ VoiceUrl: "example.com" })).toMatchObject({ status: 400, body: { code: 21402 } });
    expect(await update({ VoiceMethod: "PUT" })).toMatchObject({ status: 400, body: { code: 21403 } });
    expect(await update({ TrunkSid: "trunk" })).toMatchObject({ status: 400 });
    expect((await numbers(sid).fetch()).voiceUrl).toBeNull();
  });

  it("puts a number on a trunk or an application, not on both", async () => {
    const { sid } = await buy();
    const trunkSid = `TK${"1".repeat(32)}`;
    const voiceApplicationSid = `AP${"2".repeat(32)}`;
    expect(await numbers(sid).update({ trunkSid })).toMatchObject({ trunkSid, voiceApplicationSid: "" });
    expect(await numbers(sid).update({ voiceApplicationSid })).toMatchObject({
      trunkSid: null,
      voiceApplicationSid,
    });
    expect(await numbers(sid).update({ trunkSid })).toMatchObject({ trunkSid, voiceApplicationSid: "" });
  });
});

describe("the list", () => {
  it("matches parts of a number, with * for any digit", async () => {
    const one = await numbers.create({ phoneNumber: "+442079460555" });
    const found = async (phoneNumber: string) => (await numbers.list({ phoneNumber })).map(({ sid }) => sid);
    for (const pattern of ["+442079460555", "460555", "4420794605*5", "*0555", " 442079460555"])
      expect(await found(pattern)).toContain(one.sid);
    expect(await found("460556")).not.toContain(one.sid);
  });

  it("filters by friendly name and follows pages", async () => {
    await buy({ friendlyName: "Desk" });
    await buy({ friendlyName: "Desk" });
    expect(await numbers.list({ friendlyName: "Desk", pageSize: 1 })).toHaveLength(2);
    expect(await numbers.list({ friendlyName: "Des" })).toEqual([]);
  });
});

it("are released for good: nobody gets that number again (21422)", async () => {
  const { sid, phoneNumber } = await buy();
  await expect(numbers.create({ phoneNumber })).rejects.toMatchObject({ code: 21422 });
  expect(await numbers(sid).remove()).toBe(true);
  await expect(numbers(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  await expect(numbers.create({ phoneNumber })).rejects.toMatchObject({ code: 21422 });
  await expect(numbers.create({ phoneNumber: "0207946" })).rejects.toMatchObject({ code: 21421 });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
