import { describe, expect, it } from "vitest";
import { pulumiOnPath } from "./sample-stack.ts";
import { type Moment, playOn, type Scenario, scenarios } from "./scenarios.ts";

const played = new Map<Scenario, Promise<readonly Moment[]>>();

function playEmbedded(scenario: Scenario): Promise<readonly Moment[]> {
  const moments = played.get(scenario) ?? playOn("embedded", scenario);
  played.set(scenario, moments);
  return moments;
}

describe("the embedded engine", () => {
  it.concurrent.each(scenarios)("$name", async (scenario) => {
    expect(await playEmbedded(scenario)).not.toEqual([]);
  });
});

// The same stories with the real CLI: exit, calls to the cloud and the state after each run have to be the same.
describe.skipIf(!pulumiOnPath())("the pulumi CLI agrees", () => {
  it.each(scenarios)("$name", { timeout: 180_000 }, async (scenario) => {
    const real = await playOn("pulumi", scenario);
    expect(await playEmbedded(scenario)).toEqual(real);
  });
});
