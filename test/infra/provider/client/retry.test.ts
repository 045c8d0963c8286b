import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestError } from "../../../../infra/provider/client/errors.ts";
import { type Repeat, retrying } from "../../../../infra/provider/client/retry.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const doubtful = new RequestError("503", { status: 503, transient: true, effect: "unknown" });
const notDone = new RequestError("429", { status: 429, transient: true, effect: "none" });
const refused = new RequestError("400", { status: 400, transient: false, effect: "none" });

/** Runs with one outcome per attempt: an error to throw, or an answer. Tells what happened in which order. */
async function run(outcomes: readonly (Error | string)[], repeat?: (log: string[]) => Repeat<string>) {
  const log: string[] = [];
  const status = vi.fn();
  const result = retrying(
    () => {
      const outcome = outcomes[log.filter((line) => line === "asked").length] ?? "too often";
      log.push("asked");
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
    repeat?.(log) ?? { kind: "idempotent" },
    { signal: new AbortController().signal, status },
  ).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return { result: await result, log, status };
}

const lookup =
  (found: string | undefined) =>
  (log: string[]): Repeat<string> => ({
    kind: "lookup",
    find: () => {
      log.push("looked");
      return Promise.resolve(found);
    },
  });

it("tells the user why it takes longer", async () => {
  const { result, status } = await run([notDone, "done"]);
  expect(result).toBe("done");
  expect(status.mock.calls).toEqual([["429 Trying again"]]);
});

it("gives up after seven attempts, with the last error", async () => {
  const { result, log } = await run(Array(9).fill(doubtful));
  expect(result).toBe(doubtful);
  expect(log).toHaveLength(7);
});

it("goes on for longer while there are only too many requests, but not for ever", async () => {
  expect((await run([...Array(12).fill(notDone), "done"])).result).toBe("done");
  const { result, log, status } = await run(Array(30).fill(notDone));
  expect(result).toBe(notDone);
  expect(log).toHaveLength(16);
  expect(status).toHaveBeenCalledTimes(15);
  expect((await run([...Array(8).fill(notDone), ...Array(9).fill(doubtful)])).log).toHaveLength(15);
});

it("does not repeat a refusal, nor a fault of its own", async () => {
  expect((await run([refused, "done"])).log).toEqual(["asked"]);
  const fault = new RangeError("ours");
  expect(await run([fault, "done"])).toMatchObject({ result: fault, log: ["asked"] });
});

describe("a request whose second sending would make a twin", () => {
  it("is looked for after a doubtful answer, and not sent again when it is there", async () => {
    expect(await run([doubtful, "twin"], lookup("there"))).toMatchObject({
      result: "there",
      log: ["asked", "looked"],
    });
  });

  it("is sent again when it is not there", async () => {
    const { result, log } = await run([doubtful, doubtful, "done"], lookup(undefined));
    expect(result).toBe("done");
    expect(log).toEqual(["asked", "looked", "asked", "looked", "asked"]);
  });

  it("is sent again at once when nothing can have happened", async () => {
    expect((await run([notDone, "done"], lookup("there"))).log).toEqual(["asked", "asked"]);
  });
});
