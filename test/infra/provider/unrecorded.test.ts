import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reveal, secret } from "../../../infra/provider/property.ts";
import { type Account, openAccount } from "./account.ts";
import { service, webhook } from "./sample.ts";

// What a run has done to a number and could not record, because its answer never came or it was ended.
let account: Account;
beforeEach(async () => {
  account = await openAccount();
  await account.buyNumber(name, { VoiceUrl: before, VoiceMethod: "GET" });
});
afterEach(() => account.close());

const type = "PhoneNumberWebhook";
const name = "+442079460000";
const before = "https://example.com/before";
const host = "https://handoffs-acme-live-1234.twil.io/handoffs";
const trunk = `TK${"a".repeat(32)}`;
const lost = { kind: "silent-after", match: { method: "POST", path: "/IncomingPhoneNumbers" } };

async function change(fields: Readonly<Record<string, string>>): Promise<void> {
  const { sid } = await account.number(name);
  const { accountSid } = account.emulator.credentials;
  const path = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(sid)}.json`;
  await account.rest("POST", "api", path, fields);
}

describe("an update", () => {
  it.each(["at once", "after a refresh"])("is given back all the same %s", async (when) => {
    const made = await (await account.provider()).create(type, webhook(`${host}/a.xml`));
    const run = await account.provider({ pace: { haste: 1, timeout: 200 } });
    await account.failing(lost, run, () => run.update(type, made, webhook(`${host}/b.xml`)));
    expect((await account.number(name)).voice_url).toBe(`${host}/b.xml`);
    const next = await account.provider();
    const known = when === "at once" ? made : await next.read(type, made.id, made);
    await next.delete(type, known ?? made);
    expect((await account.number(name)).voice_url).toBe(before);
  });

  it("that has taken it from a trunk has the trunk put back", async () => {
    const inputs = webhook("https://example.com/ours", { takeOver: true });
    const made = await (await account.provider()).create(type, inputs);
    await change({ TrunkSid: trunk });
    const seen = await (await account.provider()).read(type, made.id, made);
    if (seen === undefined) throw new Error("the number is gone");
    const run = await account.provider({ pace: { haste: 1, timeout: 200 } });
    await account.failing(lost, run, () => run.update(type, seen, inputs));
    expect((await account.number(name)).trunk_sid ?? "").toBe("");
    const next = await (await account.provider()).update(type, seen, inputs);
    await (await account.provider()).delete(type, next);
    expect((await account.number(name)).trunk_sid).toBe(trunk);
  });
});

describe("a cancelled run", () => {
  it("waits a little for what it has sent, so that it is recorded", async () => {
    const run = await account.provider();
    const made = await run.create(type, webhook(`${host}/a.xml`));
    await account.fault({ kind: "delay", delay: 500, match: lost.match });
    const update = run.update(type, made, webhook(`${host}/b.xml`));
    while ((await account.faults()).length > 0) await wait(10);
    await run.cancel();
    expect((await update).state.voiceUrl).toBe(`${host}/b.xml`);
  });

  it("keeps what was made, and makes nothing more", async () => {
    const run = await account.provider();
    await account.fault({ kind: "delay", delay: 500, match: { method: "POST", path: "/v1/Services" } });
    const creation = run.create("ServerlessService", service).catch((error: unknown) => error);
    while ((await account.faults()).length > 0) await wait(10);
    await run.cancel();
    expect(await creation).toMatchObject({ unfinished: { id: expect.stringMatching(/^ZS/) } });
  });
});

it("a custom timeout ends a request under way, and no other resource's", async () => {
  await account.fault({ kind: "silent-before", match: { method: "GET" }, count: 1 });
  const run = await account.provider({ pace: { haste: 1, timeout: 4000 } });
  const started = performance.now();
  const short = run.create(type, webhook(`${host}/a.xml`), false, 1).catch((error: unknown) => error);
  const usual = run.create(type, webhook(`${host}/a.xml`));
  expect(await short).toMatchObject({ message: expect.stringContaining("Not done after 1 s") });
  expect(performance.now() - started).toBeLessThan(3000);
  expect((await usual).state.voiceUrl).toBe(`${host}/a.xml`);
});

describe("what somebody has set meanwhile", () => {
  it("is not overwritten before a refresh has shown it", async () => {
    const made = await (await account.provider()).create(type, webhook("https://example.com/ours"));
    await change({ VoiceUrl: "https://example.com/emergency?key=1" });
    const next = webhook("https://example.com/others");
    const update = (await account.provider()).update(type, made, next);
    await expect(update).rejects.toThrow(
      `Somebody has changed voiceUrl of ${name} since the last deployment. Run \`pulumi refresh\``,
    );
    expect((await account.number(name)).voice_url).toBe("https://example.com/emergency?key=1");
    const seen = await (await account.provider()).read(type, made.id, made);
    await (await account.provider()).update(type, seen ?? made, next);
    expect((await account.number(name)).voice_url).toBe("https://example.com/others");
  });

  it("is secret where it has a password", async () => {
    const made = await (await account.provider()).create(type, webhook("https://example.com/ours"));
    const theirs = "https://:passphrase@example.com/ivr";
    await change({ VoiceUrl: theirs });
    const found = await (await account.provider()).read(type, made.id, made);
    expect(found?.state.voiceUrl).toEqual(secret(theirs));
  });
});

it("a webhook that its user calls secret is in no error", async () => {
  const url = "https:user:passphrase@example.com";
  const failed = (await account.provider()).create(type, webhook("", { voiceUrl: secret(url) }));
  await expect(failed).rejects.toThrow("[secret]");
  await expect(failed).rejects.not.toThrow("passphrase");
});

it("the whole log of changes is read for what was there before", async () => {
  const run = await account.provider();
  let made = await run.create(type, webhook(`${host}/0.xml`));
  for (let count = 1; count <= 100; count += 1)
    made = await run.update(type, made, webhook(`${host}/${count}.xml`));
  const again = await (await account.provider()).create(type, webhook(`${host}/100.xml`));
  expect(reveal(again.state.previous ?? null)).toMatchObject({ voiceUrl: before });
});
