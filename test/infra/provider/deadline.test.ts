import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { within } from "../../../infra/provider/deadline.ts";

const never = new AbortController().signal;

it("gives what the work gives", async () => {
  expect(await within(60_000, never, async () => "done")).toBe("done");
  await expect(
    within(60_000, never, async () => {
      throw new Error("refused");
    }),
  ).rejects.toThrow("refused");
});

it("ends work that never does, also when the garbage collector has been there", async () => {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  const over = within(150, never, () => new Promise(() => {})).catch((error: unknown) => error);
  await wait(20);
  if (typeof collect === "function") collect();
  expect(await over).toMatchObject({ name: "TimeoutError" });
});

it("tells the work to stop, and does not wait for it, when the run is cancelled", async () => {
  const run = new AbortController();
  let told: AbortSignal | undefined;
  const over = within(60_000, run.signal, (signal) => {
    told = signal;
    return new Promise(() => {});
  });
  run.abort(new Error("cancelled"));
  await expect(over).rejects.toThrow("cancelled");
  expect(told?.aborted).toBe(true);
  await expect(within(60_000, run.signal, async () => "too late")).rejects.toThrow("cancelled");
});
