import { afterAll, beforeAll, expect, it } from "vitest";
import { deploy } from "../deploy.ts";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const script = {
  "/main": response(
    "<Say>Speak</Say>",
    '<Record action="/done" maxLength="10"/>',
    "<Say>I heard nothing</Say>",
  ),
  "/done": response("<Say>Thank you</Say>"),
};

it("tells its action of the recording", async () => {
  const trace = await stage.call(script);
  expect(happenings(trace)).toEqual(["say", "record", "say"]);
  const form = stage.received[1]?.form;
  expect(form?.get("RecordingSid")).toMatch(/^RE[0-9a-f]{32}$/);
  expect(form?.get("RecordingUrl")).toContain(form?.get("RecordingSid"));
  expect(form?.get("RecordingDuration")).toBe("10");
  expect(trace.end).toEqual({ kind: "voicemail" });
});

it("goes on to the next verb when nothing was said", async () => {
  const trace = await stage.call(script, { outcomes: ["silent"] });
  expect(eventsOf(trace, "record")).toMatchObject([{ outcome: "silent", seconds: 0 }]);
  expect(stage.received).toHaveLength(1);
  expect(trace.end).toEqual({ kind: "message", text: "I heard nothing" });
});

it("tells its action of a caller who hangs up, and reads no answer", async () => {
  const trace = await stage.call(script, { outcomes: ["hangup"] });
  expect(happenings(trace)).toEqual(["say", "record"]);
  expect(stage.received[1]?.form.get("Digits")).toBe("hangup");
  expect(stage.received[1]?.form.get("CallStatus")).toBe("completed");
  expect(trace.end).toEqual({ kind: "caller-hangup" });
});

it("without an action asks the current document again: a loop, which comes to an end", async () => {
  const trace = await stage.call({ "/main": response("<Record/>") });
  expect(stage.received[1]).toMatchObject({ method: "POST", path: "/main" });
  expect(stage.received).toHaveLength(100);
  expect(trace.end).toMatchObject({ kind: "error", message: expect.stringContaining("100 requests") });
});

it("without an action fails on a bin, which answers no POST", async () => {
  const site = await deploy(stage.checked.emulator.endpoint, { "/voicemail.xml": response("<Record/>") });
  const trace = await stage.call({}, { url: site.url("/voicemail.xml") });
  expect(eventsOf(trace, "request").map(({ method, status }) => [method, status])).toEqual([
    ["GET", 200],
    ["POST", 405],
  ]);
  expect(trace.end).toMatchObject({ kind: "error", code: 11200 });
});
