import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { faultKinds } from "../../../../infra/local/twilio/faults.ts";
import { type Disturbance, type Laboratory, type Operation, openLaboratory, operations } from "./trial.ts";

/** `npm run chaos` has more of them; a failure prints the seed and path that replay it. */
const trials = Number(process.env.TRIALS ?? 60);
const seed = Number(process.env.SEED ?? 20_261_123);

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

const singleKinds = faultKinds.filter(
  (kind) => kind !== "delay" && kind !== "forbidden" && !kind.startsWith("silent"),
);
const lastingKinds = ["too-many-requests", "server-error", "unavailable-after", "reset-after"] as const;

/** A number of single faults, and at times one thing that lasts. */
const storm = fc.record({
  operation: fc.constantFrom(...(Object.keys(operations) as Operation[])),
  faults: fc.array(fc.record({ kind: fc.constantFrom(...singleKinds), place: fc.nat(200) }), {
    minLength: 2,
    maxLength: 12,
  }),
  end: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constantFrom(...lastingKinds), from: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ kind: fc.constant("cancel" as const), from: fc.integer({ min: 1, max: 80 }) }),
      fc.record({
        kind: fc.constant("kill" as const),
        from: fc.integer({ min: 1, max: 80 }),
        checkpoints: fc.boolean(),
      }),
    ),
  ),
});

it(`converges after ${trials} storms of faults (seed ${seed})`, { timeout: trials * 20_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(storm, async ({ operation, faults, end }) => {
      const requests = laboratory.requestsOf(operation);
      const single = faults.flatMap(({ kind, place }): Disturbance[] => {
        const request = requests[place % requests.length];
        return request === undefined ? [] : [{ ...request, kind }];
      });
      const [first, ...others] = [...single, ...(end === null ? [] : [end])];
      if (first === undefined) return;
      expect(await laboratory.tryOut(operation, first, ...others)).toEqual([]);
    }),
    { numRuns: trials, seed, ...(process.env.REPLAY === undefined ? {} : { path: process.env.REPLAY }) },
  );
});
