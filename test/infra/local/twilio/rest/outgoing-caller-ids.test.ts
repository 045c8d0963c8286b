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

it("are verified by a call, renamed, listed and removed", async () => {
  const client = officialClient(checked.endpoint);
  const request = await client.validationRequests.create({
    phoneNumber: "+442079460900",
    friendlyName: "Boss",
  });
  expect(request.validationCode).toMatch(/^\d{6}$/);
  await expect(client.validationRequests.create({ phoneNumber: "+442079460900" })).rejects.toMatchObject({
    code: 21450,
  });
  const [callerId] = await client.outgoingCallerIds.list({ phoneNumber: "+442079460900" });
  expect(callerId?.friendlyName).toBe("Boss");
  const one = client.outgoingCallerIds(callerId?.sid ?? "");
  await one.update({ friendlyName: "Director" });
  expect((await one.fetch()).friendlyName).toBe("Director");
  await one.remove();
  expect(await client.outgoingCallerIds.list()).toEqual([]);
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
