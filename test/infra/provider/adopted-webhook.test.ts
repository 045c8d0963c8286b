import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Properties, reveal, secret, unknown } from "../../../infra/provider/property.ts";
import { type Account, openAccount } from "./account.ts";

let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

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

/** Each kind of entry: how to make one as its owner would, and how to look at it. */
const kinds = [
  {
    type: "PhoneNumberWebhook",
    nameInput: "phoneNumber",
    sidOutput: "phoneNumberSid",
    prefix: "PN",
    path: "IncomingPhoneNumbers",
    nameOf: (count: number) => `+4420794600${String(count).padStart(2, "0")}`,
    make: (name: string) => account.buyNumber(name, before),
    get: (name: string) => account.number(name),
  },
  {
    type: "SipDomainWebhook",
    nameInput: "domainName",
    sidOutput: "domainSid",
    prefix: "SD",
    path: "SIP/Domains",
    nameOf: (count: number) => `acme-${count}.sip.twilio.com`,
    make: (name: string) => account.createSipDomain(name, before),
    get: (name: string) => account.sipDomain(name),
  },
] as const;

describe.each(kinds)("$type", ({ type, nameInput, sidOutput, prefix, path, nameOf, make, get }) => {
  const list = `GET /2010-04-01/Accounts/{AccountSid}/${path}.json`;
  const update = `POST /2010-04-01/Accounts/{AccountSid}/${path}/{Sid}.json`;
  let count = 0;
  let name = "";
  let inputs: Properties = {};
  beforeEach(async () => {
    count += 1;
    name = nameOf(count);
    inputs = { [nameInput]: name, voiceUrl: ours, voiceMethod: "GET" };
    await make(name);
  });
  const change = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    const { sid } = await get(name);
    const { accountSid } = account.emulator.credentials;
    await account.rest(
      "POST",
      "api",
      `/2010-04-01/Accounts/${accountSid}/${path}/${String(sid)}.json`,
      fields,
    );
  };
  const now = async () => {
    const { voice_url, voice_method, voice_fallback_url, voice_fallback_method } = await get(name);
    return [voice_url, voice_method, voice_fallback_url, voice_fallback_method];
  };
  const untouched = [before.VoiceUrl, "GET", before.VoiceFallbackUrl, "GET"];

  describe("create", () => {
    it("adopts the entry, changes our fields only, and remembers what was there as a secret", async () => {
      const run = await account.provider();
      await account.resetCalls();
      const made = await run.create(type, inputs);
      expect(await account.calls()).toEqual([list, update]);
      const { sid } = await get(name);
      expect(made).toMatchObject({ id: sid, state: { ...inputs, [sidOutput]: sid } });
      expect(made.state.previous).toEqual(secret(previous));
      expect(await now()).toEqual([ours, "GET", before.VoiceFallbackUrl, "GET"]);
    });

    it("asks once for all", async () => {
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
        [sidOutput]: unknown,
        previous: secret(unknown),
      });
      expect(await account.calls()).toEqual([]);
    });

    it("does not take our own webhook for the one before: Twilio's log has that", async () => {
      await (await account.provider()).create(type, inputs);
      const again = await account.provider();
      await account.resetCalls();
      const made = await again.create(type, inputs);
      expect(await account.calls()).toEqual([list, "GET /v1/Events"]);
      expect(made.state.previous).toEqual(secret(previous));
      await (await account.provider()).delete(type, made);
      expect(await now()).toEqual(untouched);
    });

    it("leaves our own webhook where the log does not have the one before", async () => {
      await (await account.provider()).create(type, inputs);
      const again = await account.provider();
      await account.fault({ kind: "forbidden", match: { path: "/v1/Events" } });
      const made = await again.create(type, inputs);
      expect(reveal(made.state.previous ?? null)).toEqual({});
      await (await account.provider()).delete(type, made);
      expect((await now())[0]).toBe(ours);
    });
  });

  describe("an entry of another stack", () => {
    const theirs = "https://handoffs-other-live-4711.twil.io/handoffs/desk.xml";
    const mine = {
      voiceUrl: "https://handoffs-acme-live-1234.twil.io/handoffs/desk.xml",
      voiceMethod: "GET",
    };
    const held = "held by another stack: `handoffs-other-live`";

    it("is refused, and nothing is changed", async () => {
      await change({ VoiceUrl: theirs });
      await expect((await account.provider()).create(type, { ...inputs, ...mine })).rejects.toThrow(held);
      expect((await now())[0]).toBe(theirs);
    });

    it("is refused also when the other came later", async () => {
      const made = await (await account.provider()).create(type, { ...inputs, ...mine });
      await change({ VoiceUrl: theirs });
      const changed = { ...inputs, ...mine, voiceMethod: "POST" };
      await expect((await account.provider()).update(type, made, changed)).rejects.toThrow(held);
      await (await account.provider()).delete(type, made);
      expect((await now())[0]).toBe(theirs);
    });

    it("is taken with `takeOver`, and given back", async () => {
      const other = { UniqueName: "handoffs-other-live", FriendlyName: "Another stack" };
      const { sid } = await account.rest("POST", "serverless", "/v1/Services", other);
      await change({ VoiceUrl: theirs });
      const made = await (await account.provider()).create(type, { ...inputs, ...mine, takeOver: true });
      expect((await now())[0]).toBe(mine.voiceUrl);
      await (await account.provider()).delete(type, made);
      expect((await now())[0]).toBe(theirs);
      await account.rest("DELETE", "serverless", `/v1/Services/${String(sid)}`);
    });

    it("that is gone meanwhile is not given back: what was there before that is", async () => {
      await change({ VoiceUrl: theirs });
      const made = await (await account.provider()).create(type, { ...inputs, ...mine, takeOver: true });
      await (await account.provider()).delete(type, made);
      expect((await now())[0]).toBe("https://example.com/before?key=1");
    });

    it("that is gone stays ours where Twilio's log does not say what was there before that", async () => {
      await change({ VoiceUrl: theirs });
      const made = await (await account.provider()).create(type, { ...inputs, ...mine, takeOver: true });
      await account.fault({ kind: "forbidden", match: { path: "/v1/Events" }, count: 1 });
      await (await account.provider()).delete(type, made);
      expect((await now())[0]).toBe(mine.voiceUrl);
    });

    it("is ours when only the random part of the host differs", async () => {
      await (await account.provider()).create(type, { ...inputs, ...mine });
      const anew = {
        voiceUrl: "https://handoffs-acme-live-5678.twil.io/handoffs/desk.xml",
        voiceMethod: "GET",
      };
      const made = await (await account.provider()).create(type, { ...inputs, ...anew });
      expect((await now())[0]).toBe(anew.voiceUrl);
      expect(made.state.previous).toEqual(secret(previous));
    });

    it("moves with its stack to another service", async () => {
      const made = await (await account.provider()).create(type, { ...inputs, ...mine });
      const moved = {
        ...inputs,
        voiceUrl: "https://handoffs-renamed-live-99.twil.io/handoffs/desk.xml",
        voiceMethod: "GET",
      };
      await (await account.provider()).update(type, made, moved);
      expect((await now())[0]).toBe(moved.voiceUrl);
    });
  });

  describe("update", () => {
    it("changes the URL and keeps what was before us", async () => {
      const made = await (await account.provider()).create(type, inputs);
      const changed = await (await account.provider()).update(type, made, {
        ...inputs,
        voiceUrl: `${ours}/2`,
      });
      expect(changed.state.previous).toEqual(secret(previous));
      expect((await now())[0]).toBe(`${ours}/2`);
    });

    it("gives a field back that is no longer managed", async () => {
      const made = await (await account.provider()).create(type, { ...inputs, ...fallback });
      expect(await now()).toEqual([ours, "GET", fallback.voiceFallbackUrl, "GET"]);
      await (await account.provider()).update(type, made, inputs);
      expect(await now()).toEqual([ours, "GET", before.VoiceFallbackUrl, "GET"]);
    });
  });

  describe("delete", () => {
    it("restores what was there, and removes nothing", async () => {
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
      await change({
        VoiceUrl: "https://example.com/foreign",
        VoiceFallbackUrl: "https://example.com/theirs",
      });
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

    it("leaves it to another resource that the program has for it, as when its file was renamed", async () => {
      const made = await (await account.provider()).create(type, inputs);
      const run = await account.provider();
      await run.check(type, inputs);
      const renamed = await run.create(type, inputs);
      await run.delete(type, made);
      expect((await now())[0]).toBe(ours);
      // The run was killed before that, and the next one has nothing left to create.
      const next = await account.provider();
      await next.check(type, inputs);
      await next.delete(type, made);
      expect((await now())[0]).toBe(ours);
      await (await account.provider()).delete(type, renamed);
      expect(await now()).toEqual(untouched);
    });

    it("is done when the entry is gone", async () => {
      const made = await (await account.provider()).create(type, inputs);
      const run = await account.provider();
      await run.delete(type, { ...made, id: `${prefix}${"0".repeat(32)}` });
      expect((await now())[0]).toBe(ours);
    });
  });

  describe("read", () => {
    it("shows what the webhook was changed to, of our fields", async () => {
      const made = await (await account.provider()).create(type, inputs);
      const run = await account.provider();
      expect(await run.read(type, made.id, made)).toEqual(made);
      await change({
        VoiceUrl: "https://example.com/foreign",
        VoiceFallbackUrl: "https://example.com/theirs",
      });
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

    it("is gone when the account no longer has the entry", async () => {
      const made = await (await account.provider()).create(type, inputs);
      expect(await (await account.provider()).read(type, `${prefix}${"0".repeat(32)}`, made)).toBeUndefined();
    });

    it("imports by SID and by name, and takes what is there for what was before us", async () => {
      const { sid } = await get(name);
      const inputs = { [nameInput]: name, ...previous, voiceUrl: secret(before.VoiceUrl) };
      const state = { ...inputs, [sidOutput]: sid, previous: secret(previous) };
      const expected = { id: sid, inputs, state };
      const run = await account.provider();
      expect(await run.read(type, String(sid))).toEqual(expected);
      expect(await run.read(type, name)).toEqual(expected);
      expect((await run.diff(type, expected as never, expected.inputs)).some).toBe(false);
    });
  });
});
