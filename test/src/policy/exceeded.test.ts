import { describe, expect, it } from "vitest";
import { exceeded } from "../../../src/policy/exceeded.ts";

const route = (number: string) => ({ to: { kind: "number", number } });
const before = {
  routes: { a: route("+1"), b: route("+2"), c: route("+3") },
  numbers: { x: { number: "+9", answer: "a" } },
};

describe("the policy", () => {
  it("passes what is within its limits", () => {
    const after = { routes: { a: route("+4"), b: route("+2") }, numbers: before.numbers };
    expect(
      exceeded(
        { maxDestinationsRemoved: 1, maxDestinationsRetargeted: 1, maxNumbersChanged: 0 },
        before,
        after,
      ),
    ).toEqual([]);
    expect(exceeded({}, before, { routes: {}, numbers: {} })).toEqual([]);
  });

  it("counts removed, retargeted and changed, and says how to allow them", () => {
    const after = { routes: { a: route("+4") }, numbers: { x: { number: "+9", answer: "b" } } };
    const found = exceeded(
      { maxDestinationsRemoved: 1, maxDestinationsRetargeted: 0, maxNumbersChanged: 0 },
      before,
      after,
    );
    expect(found.map(({ limit }) => limit)).toEqual([
      "maxDestinationsRemoved",
      "maxDestinationsRetargeted",
      "maxNumbersChanged",
    ]);
    expect(found[0]?.message).toBe(
      "This deployment removes 2 destinations (b, c); the policy allows 1. If that is meant, raise policy.maxDestinationsRemoved in handoffs.yaml to 2 in the same pull request.",
    );
  });

  it("counts a destination with an heir as renamed", () => {
    const after = {
      routes: { a: route("+1"), b: route("+2") },
      numbers: before.numbers,
      aliases: { c: "b" },
    };
    expect(exceeded({ maxDestinationsRemoved: 0 }, before, after)).toEqual([]);
  });
});
