import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it("is a second, or as long as it says, or a second when it says nonsense", async () => {
  const trace = await stage.call({
    "/main": response("<Pause/>", '<Pause length="20"/>', '<Pause length="long"/>', "<Hangup/>"),
  });
  expect(eventsOf(trace, "pause").map(({ seconds }) => seconds)).toEqual([1, 20, 1]);
  expect(eventsOf(trace, "warning")).toMatchObject([{ code: 12200 }]);
  expect(eventsOf(trace, "hangup")[0]?.at).toBe(22);
  expect(trace.end).toEqual({ kind: "silence" });
});
