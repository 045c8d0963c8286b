import { afterAll, beforeAll, expect, it } from "vitest";
import { happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it("ends the call: what follows is not read", async () => {
  const trace = await stage.call({ "/main": response("<Say>Bye</Say>", "<Hangup/>", "<Say>more</Say>") });
  expect(happenings(trace)).toEqual(["say", "hangup"]);
  expect(trace.end).toEqual({ kind: "message", text: "Bye" });
});

it("alone leaves the caller with silence, as a document without verbs does", async () => {
  for (const body of [response("<Hangup/>"), response(), "<Response/>"])
    expect((await stage.call({ "/main": body })).end).toEqual({ kind: "silence" });
});
