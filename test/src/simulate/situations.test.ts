import { describe, expect, it } from "vitest";
import { simulate } from "../../../src/simulate/simulate.ts";
import { situationPlan, situations } from "./situations.ts";

describe("situations", () => {
  it("go as they are written down", async () => {
    expect(situations.length).toBeGreaterThanOrEqual(60);
    const plan = situationPlan("live");
    const written = situations.map(({ name, target, at, outcomes = [], handoffs = [], from }) => {
      const result = simulate(plan, {
        target,
        at: Date.parse(at),
        outcomes,
        handoffs,
        ...(from === undefined ? {} : { from }),
      });
      if ("problem" in result) throw new Error(`${name}: ${result.problem}`);
      const steps = result.steps.map(
        ({ destination, action, outcome, reason }) =>
          `  ${[destination, action, outcome].filter((part) => part != null).join(" ")} — ${reason}`,
      );
      const unused = result.unused.length === 0 ? "" : ` (no leg for ${result.unused.join(", ")})`;
      return [
        `${name}: ${target}, ${at}`,
        ...steps,
        `  ends with ${result.end.kind} ${result.end.destination ?? ""}`.trimEnd() + unused,
      ].join("\n");
    });
    await expect(`${written.join("\n\n")}\n`).toMatchFileSnapshot("golden/situations.txt");
  });
});
