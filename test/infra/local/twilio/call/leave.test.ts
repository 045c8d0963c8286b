import { afterAll, beforeAll, expect, it } from "vitest";
import { response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

it("leaves the queue at once, and what follows it is not heard", async () => {
  const trace = await stage.call(
    {
      "/main": response('<Enqueue waitUrl="/wait">support</Enqueue>', "<Say>after the queue</Say>"),
      "/wait": response("<Leave/>", "<Say>not heard</Say>"),
    },
    { outcomes: ["waited-out"] },
  );
  expect(trace.end).toEqual({ kind: "message", text: "after the queue" });
  expect(JSON.stringify(trace)).not.toContain("not heard");
});

it("outside a queue is an error", async () => {
  const trace = await stage.call({ "/main": response("<Leave/>") });
  expect(trace.end).toMatchObject({ kind: "error", code: 12200 });
});
