import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everywhere, passing, silent } from "./disturbances.ts";
import { type Disturbance, type Laboratory, type Operation, openLaboratory } from "./trial.ts";

/** Silence takes as long as the client waits, so several trials wait at once, each at an account of its own. */
const waiting = 8;

/**
 * Disturbs each request of these operations in every way, one at a time, and says how many trials there were. A trial
 * counts as good when one more run converges: see `tryOut`.
 */
export function matrix(operations: readonly Operation[], least: number): void {
  let laboratory: Laboratory;
  let trials = 0;
  beforeAll(async () => {
    laboratory = await openLaboratory();
  });
  afterAll(() => laboratory.close());

  async function survive(operation: Operation, disturbances: readonly Disturbance[], where = laboratory) {
    for (const disturbance of disturbances) {
      const problems = await where.tryOut(operation, disturbance);
      expect(problems, `${operation}, ${JSON.stringify(disturbance)}`).toEqual([]);
      trials += 1;
    }
  }

  describe.each(operations)("%s", { timeout: 300_000 }, (operation) => {
    it.each(passing)("with %s at each request", async (kind) => {
      await survive(operation, everywhere(laboratory, operation, { single: [kind] }));
    });

    it("with a failing build", async () => {
      await survive(operation, everywhere(laboratory, operation, { builds: true }));
    });

    it("cancelled and killed at each request", async () => {
      await survive(operation, everywhere(laboratory, operation, { ended: true }));
    });

    it("with an outage from each of some requests on", async () => {
      const outages = everywhere(laboratory, operation, { lasting: ["unavailable-after", "server-error"] });
      const every = Math.ceil(outages.length / 24);
      await survive(
        operation,
        outages.filter((_, index) => index % every === 0),
      );
    });

    it("with silence at each of some requests", async () => {
      const all = everywhere(laboratory, operation, { single: silent });
      const every = Math.ceil(all.length / 16);
      const chosen = all.filter((_, index) => index % every === 0);
      const others: Laboratory[] = [];
      while (others.length < waiting) others.push(await openLaboratory(1500));
      try {
        await Promise.all(
          others.map((other, index) =>
            survive(
              operation,
              chosen.filter((_, place) => place % waiting === index),
              other,
            ),
          ),
        );
      } finally {
        await Promise.all(others.map((other) => other.close()));
      }
    });
  });

  it(`is at least ${least} trials`, () => {
    process.stdout.write(`${operations.join(", ")}: ${trials} disturbed runs converged\n`);
    expect(trials).toBeGreaterThanOrEqual(least);
  });
}
