import { describe, expect, it } from "vitest";
import { simulate } from "../../../src/simulate/simulate.ts";
import { samplePlan } from "../project.ts";

const plan = samplePlan();

/** Monday, 10 in the morning in London. */
const at = Date.parse("2026-11-23T10:00:00Z");
const play = (
  target: string,
  outcomes: readonly Parameters<typeof simulate>[1]["outcomes"][number][] = [],
  handoffs: readonly string[] = [],
) => {
  const result = simulate(plan, { target, at, outcomes, handoffs });
  if ("problem" in result) throw new Error(result.problem);
  return {
    route: result.steps.map(({ destination, action, outcome }) =>
      [destination, action, ...(outcome ? [outcome] : [])].join(" "),
    ),
    end: result.end,
    unused: result.unused,
  };
};

describe("simulate", () => {
  it("reaches a person", () => {
    expect(play("billing")).toEqual({
      route: ["billing dial answered", " hang up"],
      end: { kind: "person", destination: "billing" },
      unused: [],
    });
  });

  it("follows a chain to its voicemail", () => {
    expect(play("sales", ["busy", "no-answer", "recorded"])).toMatchObject({
      route: ["sales dial busy", "sales-mobile dial no-answer", "messages record recorded", " hang up"],
      end: { kind: "voicemail", destination: "messages" },
    });
  });

  it("ends with a message", () => {
    expect(play("recall-line").end).toEqual({ kind: "message", destination: "product-recall" });
  });

  it("lets the agent answer and hand on, and ends a second return with the last resort", () => {
    expect(play("main-line").end).toEqual({ kind: "agent", destination: "agent" });
    expect(play("main-line", ["busy", "failed"], ["billing", "billing"])).toMatchObject({
      route: ["agent agent", "billing dial busy", "agent agent", "billing dial failed", " say"],
      end: { kind: "message", destination: null },
    });
  });

  it("finds a number by its digits", () => {
    expect(play("+442079460001").route[0]).toBe("sales dial answered");
  });

  it("says which outcomes no leg was left for", () => {
    expect(play("billing", ["answered", "busy"]).unused).toEqual(["busy"]);
  });

  it.each([
    ["nobody", [], [], /neither a destination nor a number/],
    ["billing", ["recorded"], [], /is a dial and cannot end with recorded: expected answered, declined/],
    ["main-line", [], ["nobody"], /no such destination/],
  ] as const)("refuses to play %s %j %j", (target, outcomes, handoffs, problem) => {
    const result = simulate(plan, { target, at, outcomes, handoffs });
    expect(result).toHaveProperty("problem", expect.stringMatching(problem));
  });
});
