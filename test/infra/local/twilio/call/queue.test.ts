import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const dial = (queue: string): string => response(`<Dial action="/after">${queue}</Dial>`);
const after = response("<Hangup/>");

it("connects an agent with somebody who waits", async () => {
  const trace = await stage.call({ "/main": dial("<Queue>support</Queue>"), "/after": after });
  expect(trace.end).toEqual({ kind: "person", destination: { kind: "queue", name: "support" } });
  expect(stage.received.at(-1)?.form.get("DialCallStatus")).toBe("completed");
});

it("in which nobody waits is an agent whom nobody answers", async () => {
  await stage.call({ "/main": dial("<Queue>support</Queue>"), "/after": after }, { outcomes: ["no-answer"] });
  expect(stage.received.at(-1)?.form.get("DialCallStatus")).toBe("no-answer");
});

it.each([
  ["", 14212],
  ["q".repeat(65), 14213],
])("is not named %j", async (name, code) => {
  const trace = await stage.call({ "/main": dial(`<Queue>${name}</Queue>`), "/after": after });
  expect(eventsOf(trace, "warning")).toMatchObject([{ code }]);
});
