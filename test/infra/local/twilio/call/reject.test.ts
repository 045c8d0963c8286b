import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it.each([
  ["<Reject/>", "rejected"],
  ['<Reject reason="busy"/>', "busy"],
])("%s as the first verb refuses the call: %s", async (verb, reason) => {
  const trace = await stage.call({ "/main": response(verb, "<Say>more</Say>") });
  expect(eventsOf(trace, "reject")).toMatchObject([{ reason }]);
  expect(trace.end).toEqual({ kind: "silence" });
});

it("later can only hang up, for the call was answered", async () => {
  const trace = await stage.call({ "/main": response("<Say>Hello</Say>", "<Reject/>") });
  expect(happenings(trace)).toEqual(["say", "warning", "hangup"]);
});
