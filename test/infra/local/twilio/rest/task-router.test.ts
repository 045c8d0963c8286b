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

it("has workspaces with workflows", async () => {
  const { workspaces } = officialClient(checked.endpoint).taskrouter.v1;
  const { sid } = await workspaces.create({ friendlyName: "Flex Task Assignment" });
  expect(await workspaces.list()).toMatchObject([{ sid, friendlyName: "Flex Task Assignment" }]);
  expect((await workspaces(sid).fetch()).sid).toBe(sid);
  const made = await workspaces(sid).workflows.create({
    friendlyName: "Assign to Anyone",
    configuration: "{}",
  });
  expect(await workspaces(sid).workflows.list()).toMatchObject([{ sid: made.sid, workspaceSid: sid }]);
  const workflow = workspaces(sid).workflows(made.sid);
  expect(await workflow.fetch()).toMatchObject({ friendlyName: "Assign to Anyone", configuration: "{}" });
  await workflow.remove();
  await expect(workflow.fetch()).rejects.toMatchObject({ status: 404 });
});

it("answers as Twilio's OpenAPI document says", () => {
  expect(checked.problems).toEqual([]);
});
