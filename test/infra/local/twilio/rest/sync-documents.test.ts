import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startEmulator } from "../../../../../infra/local/twilio/emulator.ts";
import { type CheckedEmulator, startChecked } from "../checked-emulator.ts";
import { officialClient } from "../rest-client.ts";

let checked: CheckedEmulator;
let sync: ReturnType<ReturnType<typeof officialClient>["sync"]["v1"]["services"]>;

beforeAll(async () => {
  checked = await startChecked();
  sync = officialClient(checked.endpoint).sync.v1.services("default");
});
afterAll(async () => {
  await checked.close();
});

it("belong to the account's default Service, under its name and its SID", async () => {
  const { sid, uniqueName } = await sync.fetch();
  expect(uniqueName).toBe("default");
  await sync.documents.create({ uniqueName: "one", data: { reason: "refund" } });
  const bySid = officialClient(checked.endpoint).sync.v1.services(sid).documents("one");
  expect((await bySid.fetch()).data).toEqual({ reason: "refund" });
  const another = officialClient(checked.endpoint).sync.v1.services(`IS${"0".repeat(32)}`);
  await expect(another.documents("one").fetch()).rejects.toMatchObject({ status: 404 });
});

it("are created, read, changed, listed and removed by name or SID", async () => {
  const made = await sync.documents.create({ uniqueName: "two", data: { n: 1 }, ttl: 60 });
  expect(made).toMatchObject({ uniqueName: "two", data: { n: 1 }, revision: "0" });
  expect(made.dateExpires?.getTime()).toBeGreaterThan(Date.now() + 55_000);
  const changed = await sync.documents("two").update({ data: { n: 2 } });
  expect(changed).toMatchObject({ sid: made.sid, data: { n: 2 }, revision: "1" });
  expect(changed.dateExpires).toEqual(made.dateExpires);
  expect((await sync.documents.list()).map(({ sid }) => sid)).toContain(made.sid);
  expect(await sync.documents(made.sid).remove()).toBe(true);
  await expect(sync.documents("two").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

it("have one name each, an object of at most 16 KiB, and a time to live of a year at most", async () => {
  await sync.documents.create({ uniqueName: "three" });
  const refusal = { status: 409, code: 54301 };
  await expect(sync.documents.create({ uniqueName: "three" })).rejects.toMatchObject(refusal);
  const large = { text: "x".repeat(16 * 1024) };
  await expect(sync.documents.create({ data: large })).rejects.toMatchObject({ status: 413 });
  await expect(sync.documents.create({ data: [] })).rejects.toMatchObject({ status: 400 });
  await expect(sync.documents.create({ ttl: 40_000_000 })).rejects.toMatchObject({ status: 400 });
});

it("are gone when their time is over, and their name is free again", async () => {
  await sync.documents.create({ uniqueName: "brief", ttl: 1 });
  expect((await sync.documents("brief").fetch()).uniqueName).toBe("brief");
  for (;;) {
    const found = await sync
      .documents("brief")
      .fetch()
      .catch(() => undefined);
    if (found === undefined) break;
    await sleep(20);
  }
  await sync.documents.create({ uniqueName: "brief", data: { again: true } });
});

it("outlive the emulator's process", async () => {
  const directory = await mkdtemp(join(tmpdir(), "twilio-sync-"));
  const first = await startEmulator({ directory });
  const documents = (endpoint: string) => officialClient(endpoint).sync.v1.services("default").documents;
  await documents(first.endpoint).create({ uniqueName: "kept", data: { n: 1 } });
  await first.close();
  const again = await startEmulator({ directory });
  expect((await documents(again.endpoint)("kept").fetch()).data).toEqual({ n: 1 });
  await again.close();
  await rm(directory, { recursive: true });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
