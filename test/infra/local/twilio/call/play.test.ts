import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it("plays sound that is there, and what cannot be asked", async () => {
  const trace = await stage.call({
    "/main": response("<Play>/hello.mp3</Play>", "<Play>https://media.example.com/a.mp3</Play>"),
    "/hello.mp3": { type: "audio/mpeg", body: "sound" },
  });
  expect(eventsOf(trace, "play").map(({ url }) => url)).toEqual([
    `${stage.origin}/hello.mp3`,
    "https://media.example.com/a.mp3",
  ]);
  expect(trace.end.kind).toBe("message");
});

it.each([
  ["missing", { status: 404 }, 11200],
  ["no sound", { type: "text/plain", body: "words" }, 12300],
])("warns of sound that is %s, and goes on", async (_name, reply, code) => {
  const trace = await stage.call({
    "/main": response("<Play>/hello.mp3</Play>", "<Hangup/>"),
    "/hello.mp3": reply,
  });
  expect(happenings(trace)).toEqual(["warning", "hangup"]);
  expect(eventsOf(trace, "warning")).toMatchObject([{ code }]);
  expect(trace.end).toEqual({ kind: "silence" });
});

it("plays tones without a word, and warns when there is nothing to play", async () => {
  const trace = await stage.call({ "/main": response('<Play digits="wwww3"/>', "<Play/>") });
  expect(happenings(trace)).toEqual(["warning"]);
});
