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

it("are made, listed and removed", async () => {
  const { queues } = officialClient(checked.endpoint);
  const made = await queues.create({ friendlyName: "support" });
  expect(await queues.list()).toMatchObject([{ sid: made.sid, friendlyName: "support", maxSize: 1000 }]);
  await expect(queues.create({ friendlyName: "support" })).rejects.toMatchObject({ code: 22003 });
  await officialClient(checked.endpoint).queues(made.sid).remove();
  expect(await queues.list()).toEqual([]);
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
