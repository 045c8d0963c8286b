import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Properties, reveal, secret, unknown } from "../../../../infra/provider/property.ts";
import { type Account, openAccount } from "../account.ts";
import { webhook } from "../sample.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const type = "PhoneNumberWebhook";
const update = "POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json";
const list = "GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json";
const before = {
  VoiceUrl: "https://example.com/before?key=1",
  VoiceMethod: "GET",
  VoiceFallbackUrl: "https://example.com/before-fallback",
  VoiceFallbackMethod: "GET",
};
const previous = {
  voiceUrl: before.VoiceUrl,
  voiceMethod: "GET",
  voiceFallbackUrl: before.VoiceFallbackUrl,
  voiceFallbackMethod: "GET",
};
const ours = "https://example.com/ours";
const fallback = { voiceFallbackUrl: "https://example.com/onerror", voiceFallbackMethod: "GET" };

let count = 0;
let phoneNumber = "";
let inputs: Properties = {};
beforeEach(async () => {
  count += 1;
  phoneNumber = `+4420794600${String(count).padStart(2, "0")}`;
  inputs = webhook(ours, { phoneNumber });
  await account.buyNumber(phoneNumber, before);
});
const change = async (fields: Readonly<Record<string, string>>): Promise<void> => {
  const { sid } = await account.number(phoneNumber);
  const { accountSid } = account.emulator.credentials;
  await account.rest(
    "POST",
    "api",
    `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(sid)}.json`,
    fields,
  );
};
const now = async () => {
  const { voice_url, voice_method, voice_fallback_url, voice_fallback_method } =
    await account.number(phoneNumber);
  return [voice_url, voice_method, voice_fallback_url, voice_fallback_method];
};
const untouched = [before.VoiceUrl, "GET", before.VoiceFallbackUrl, "GET"];

describe("create", () => {
  it("adopts the number, changes our fields only, and remembers what was there as a secret", async () => {
    const run = await account.provider();
    await account.resetCalls();
    const made = await run.create(type, inputs);
    expect(await account.calls()).toEqual([list, update]);
    const { sid } = await account.number(phoneNumber);
    expect(made).toMatchObject({ id: sid, state: { ...inputs, phoneNumberSid: sid } });
    expect(made.state.previous).toEqual(secret(previous));
    expect(await now()).toEqual([ours, "GET", before.VoiceFallbackUrl, "GET"]);
  });

  it("asks once for all numbers", async () => {
    const run = await account.provider();
    await account.resetCalls();
    await Promise.all([1, 2, 3].map(() => run.create(type, inputs)));
    expect((await account.calls()).filter((line) => line === list)).toHaveLength(1);
  });

  it("previews without asking", async () => {
    const run = await account.provider();
    await account.resetCalls();
    expect((await run.create(type, inputs, true)).state).toEqual({
      ...inputs,
      phoneNumberSid: unknown,
      previous: secret(unknown),
    });
    expect(await account.calls()).toEqual([]);
  });

  it("refuses a number that the account does not own", async () => {
    const run = await account.provider();
    const foreign = run.create(type, { ...inputs, phoneNumber: "+442079460999" });
    await expect(foreign).rejects.toThrow(/does not own \+442079460999.*never here/s);
  });

  it.each([
    ["TrunkSid", `TK${"0".repeat(32)}`, "SIP trunk"],
    ["VoiceApplicationSid", `AP${"0".repeat(32)}`, "TwiML application"],
  ])("refuses a number with a %s, whose URL would never be asked", async (field, sid, what) => {
    await change({ [field]: sid });
    const run = await account.provider();
    await expect(run.create(type, inputs)).rejects.toThrow(`go to the ${what} ${sid}`);
    expect(await now()).toEqual(untouched);
  });

  it("does not take our own webhook for the one before", async () => {
    await (await account.provider()).create(type, inputs);
    const again = await account.provider();
    await account.resetCalls();
    const made = await again.create(type, inputs);
    expect(await account.calls()).toEqual([list]);
    expect(reveal(made.state.previous ?? null)).toEqual({});
    await (await account.provider()).delete(type, made);
    expect((await now())[0]).toBe(ours);
  });
});

describe("update", () => {
  it("changes the URL and keeps what was before us", async () => {
    const made = await (await account.provider()).create(type, inputs);
    const changed = await (await account.provider()).update(type, made, { ...inputs, voiceUrl: `${ours}/2` });
    expect(changed.state.previous).toEqual(secret(previous));
    expect((await now())[0]).toBe(`${ours}/2`);
  });

  it("gives a field back that is no longer managed", async () => {
    const made = await (await account.provider()).create(type, { ...inputs, ...fallback });
    expect(await now()).toEqual([ours, "GET", fallback.voiceFallbackUrl, "GET"]);
    await (await account.provider()).update(type, made, inputs);
    expect(await now()).toEqual([ours, "GET", before.VoiceFallbackUrl, "GET"]);
  });

  it("refuses a number that has meanwhile been attached to a trunk", async () => {
    const made = await (await account.provider()).create(type, inputs);
    await change({ TrunkSid: `TK${"0".repeat(32)}` });
    const run = await account.provider();
    await expect(run.update(type, made, { ...inputs, voiceUrl: `${ours}/2` })).rejects.toThrow("SIP trunk");
  });
});

describe("delete", () => {
  it("restores what was there, and releases nothing", async () => {
    const made = await (await account.provider()).create(type, { ...inputs, ...fallback });
    const run = await account.provider();
    await account.resetCalls();
    await run.delete(type, made);
    expect(await account.calls()).toEqual([list, update]);
    expect(await now()).toEqual(untouched);
    await account.resetCalls();
    await (await account.provider()).delete(type, made);
    expect(await account.calls()).toEqual([list]);
  });

  it("clears what was empty", async () => {
    await change({ VoiceUrl: "", VoiceFallbackUrl: "" });
    const made = await (await account.provider()).create(type, { ...inputs, ...fallback });
    await (await account.provider()).delete(type, made);
    expect([(await now())[0], (await now())[2]].map((url) => url ?? "")).toEqual(["", ""]);
  });

  it("leaves what somebody else has changed since", async () => {
    const made = await (await account.provider()).create(type, { ...inputs, ...fallback });
    await change({ VoiceUrl: "https://example.com/foreign" });
    await (await account.provider()).delete(type, made);
    expect(await now()).toEqual(["https://example.com/foreign", "GET", before.VoiceFallbackUrl, "GET"]);
  });

  it("leaves it also when a refresh has seen the change", async () => {
    const made = await (await account.provider()).create(type, { ...inputs, ...fallback });
    await change({ VoiceUrl: "https://example.com/foreign", VoiceFallbackUrl: "https://example.com/theirs" });
    const found = (await (await account.provider()).read(type, made.id, made)) ?? made;
    const dropped = await (await account.provider()).update(type, found, {
      ...inputs,
      voiceUrl: "https://example.com/foreign",
    });
    expect((await now())[2]).toBe("https://example.com/theirs");
    await (await account.provider()).delete(type, found);
    expect((await now())[0]).toBe("https://example.com/foreign");
    expect(dropped.state.previous).toEqual(secret(previous));
  });

  it("keeps the voice URL that somebody else's fallback needs", async () => {
    await change({ VoiceUrl: "", VoiceFallbackUrl: "" });
    const made = await (await account.provider()).create(type, inputs);
    await change({ VoiceFallbackUrl: "https://example.com/foreign" });
    await (await account.provider()).delete(type, made);
    expect((await now())[0]).toBe(ours);
  });

  it("is done when the number is gone", async () => {
    const made = await (await account.provider()).create(type, inputs);
    const run = await account.provider();
    await run.delete(type, { ...made, id: `PN${"0".repeat(32)}` });
    expect((await now())[0]).toBe(ours);
  });
});

describe("read", () => {
  it("shows what the webhook was changed to, of our fields", async () => {
    const made = await (await account.provider()).create(type, inputs);
    const run = await account.provider();
    expect(await run.read(type, made.id, made)).toEqual(made);
    await change({ VoiceUrl: "https://example.com/foreign", VoiceFallbackUrl: "https://example.com/theirs" });
    const next = await account.provider();
    const found = (await next.read(type, made.id, made)) ?? made;
    expect(found.state).toEqual({ ...made.state, voiceUrl: "https://example.com/foreign" });
    expect((await next.diff(type, found, inputs)).detailed).toEqual({ voiceUrl: "~UPDATE" });
    await next.update(type, found, inputs);
    expect((await now())[0]).toBe(ours);
  });

  it("keeps a secret URL secret", async () => {
    const made = await (await account.provider()).create(type, { ...inputs, voiceUrl: secret(ours) });
    await change({ VoiceUrl: "https://example.com/foreign" });
    const found = await (await account.provider()).read(type, made.id, made);
    expect(found?.state.voiceUrl).toEqual(secret("https://example.com/foreign"));
  });

  it("is gone when the account no longer has the number", async () => {
    const made = await (await account.provider()).create(type, inputs);
    expect(await (await account.provider()).read(type, `PN${"0".repeat(32)}`, made)).toBeUndefined();
  });

  it("imports by SID and by number, and takes what is there for what was before us", async () => {
    const { sid } = await account.number(phoneNumber);
    const expected = {
      id: sid,
      inputs: { phoneNumber, ...previous },
      state: { phoneNumber, ...previous, phoneNumberSid: sid, previous: secret(previous) },
    };
    const run = await account.provider();
    expect(await run.read(type, String(sid))).toEqual(expected);
    expect(await run.read(type, phoneNumber)).toEqual(expected);
    expect((await run.diff(type, expected as never, expected.inputs)).some).toBe(false);
  });
});
