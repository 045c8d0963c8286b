import { expect, it } from "vitest";
import { RequestError } from "../../../../infra/provider/client/errors.ts";
import { throttle } from "../../../../infra/provider/client/throttle.ts";

const tooMany = new RequestError("429", { status: 429, transient: true, effect: "none" });
const broken = new RequestError("503", { status: 503, transient: true, effect: "unknown" });

/** Sends so many requests, each with the outcome for its place; gives how many were under way when each began. */
async function sent(count: number, outcome: (place: number) => Error | undefined, limit = throttle(8)) {
  const crowds: number[] = [];
  let underWay = 0;
  await Promise.allSettled(
    Array.from({ length: count }, (_, place) =>
      limit(async () => {
        underWay += 1;
        crowds.push(underWay);
        await new Promise((resolve) => setTimeout(resolve, 1));
        underWay -= 1;
        const error = outcome(place);
        if (error !== undefined) throw error;
      }),
    ),
  );
  return crowds;
}

it("sends as many at once as it may, whatever else fails", async () => {
  const crowds = await sent(40, (place) => (place % 3 === 0 ? broken : undefined));
  expect(Math.max(...crowds.slice(8))).toBe(8);
});

it("sends half as many after a burst of refusals, which counts once", async () => {
  const crowds = await sent(20, (place) => (place < 8 ? tooMany : undefined));
  expect(Math.max(...crowds.slice(8))).toBe(4);
});

it("never stops, and sends more again when all goes through", async () => {
  const limit = throttle(8);
  const refused = await sent(30, () => tooMany, limit);
  expect(refused.at(-1)).toBe(1);
  const crowds = await sent(200, () => undefined, limit);
  expect(crowds[0]).toBe(1);
  expect(Math.max(...crowds)).toBe(8);
});
