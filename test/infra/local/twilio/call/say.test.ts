import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it("says its text, SSML and entities resolved, white space collapsed", async () => {
  const trace = await stage.call({
    "/main": response(
      '<Say voice="Polly.Amy" language="en-GB">  Press\n <emphasis>one</emphasis> &amp; wait </Say>',
    ),
  });
  expect(eventsOf(trace, "say")).toMatchObject([{ text: "Press one & wait", source: "Say" }]);
  expect(trace.end).toEqual({ kind: "message", text: "Press one & wait" });
});

it("takes the time that speaking takes", async () => {
  const trace = await stage.call({ "/main": response(`<Say>${"word ".repeat(30)}</Say>`, "<Hangup/>") });
  expect(eventsOf(trace, "hangup")[0]?.at).toBe(10);
});

it.each(["", "x".repeat(4097)])("warns of a text that cannot be said (13520)", async (text) => {
  const trace = await stage.call({ "/main": response(`<Say>${text}</Say>`, "<Say>next</Say>") });
  expect(happenings(trace)).toEqual(["warning", "say"]);
  expect(eventsOf(trace, "warning")).toMatchObject([{ code: 13520 }]);
});
