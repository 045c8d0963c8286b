import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { type Call, newCall } from "../../../src/evaluate/event.ts";
import { type OutcomeName, outcomeOf } from "../../../src/evaluate/outcome.ts";
import type { Route } from "../../../src/evaluate/routing.ts";
import { samplePlan } from "../project.ts";

const plan = samplePlan();

/** Monday, 10 in the morning in London. */
const at = Date.parse("2026-11-23T10:00:00Z");

function decide(destination: string, outcome: OutcomeName, call: Partial<Call> = {}) {
  return evaluate(plan, {
    type: "outcome",
    at,
    destination,
    outcome: outcomeOf(outcome),
    call: { ...newCall, ...call },
  });
}

describe("evaluate", () => {
  it("tries a destination that the call was handed to", () => {
    expect(evaluate(plan, { type: "handoff", at, destination: "billing", call: newCall })).toMatchObject({
      do: "try",
      destination: "billing",
      to: { kind: "number", number: "+442079460123" },
      callerId: undefined,
      ring: { timeout: 25 },
      tried: [],
    });
  });

  it("takes a former id to its heir, and an unknown one to the default", () => {
    const handoff = (destination: string) =>
      evaluate(plan, { type: "handoff", at, destination, call: newCall });
    expect(handoff("helpdesk")).toMatchObject({
      destination: "technical-support",
      reason: { because: "former id" },
    });
    expect(handoff("constructor")).toMatchObject({
      destination: "reception",
      reason: { because: "unknown destination" },
    });
  });

  it.each(["answered", "recorded"] as const)("ends the call after %s", (outcome) => {
    expect(decide("sales", outcome)).toMatchObject({ do: "hang up" });
  });

  it.each(["busy", "no-answer", "failed", "canceled", "declined"] as const)(
    "goes to the fallback after %s",
    (outcome) => {
      expect(decide("sales", outcome)).toMatchObject({
        do: "try",
        destination: "sales-mobile",
        tried: ["sales"],
      });
    },
  );

  it("gives the call back to the agent with what was tried and how it ended", () => {
    expect(decide("billing", "busy", { tried: ["sales"] })).toMatchObject({
      do: "return to agent",
      url: "https://agent.example.com/voice",
      tried: ["sales", "billing"],
      outcome: "busy",
    });
  });

  it("does not give the call back from the same destination twice", () => {
    expect(decide("billing", "busy", { returned: ["billing"] })).toMatchObject({
      do: "last resort",
      reason: { because: "second return" },
    });
  });

  it("remembers what the agent chose, though another rang first", () => {
    const night = Date.parse("2026-11-23T20:00:00Z");
    const call = { ...newCall, returned: ["messages"] };
    const first = evaluate(plan, { type: "handoff", at: night, destination: "helpdesk", call });
    expect(first).toMatchObject({ do: "try", destination: "messages", chosen: "technical-support" });
    expect(decide("messages", "silent", { ...call, chosen: "technical-support" })).toMatchObject({
      do: "return to agent",
      tried: ["messages"],
      chosen: "technical-support",
    });
    expect(
      decide("messages", "silent", { chosen: "technical-support", returned: ["technical-support"] }),
    ).toMatchObject({ do: "last resort", reason: { because: "second return", of: "technical-support" } });
  });

  it("takes what rang first for chosen where a call does not say, and finds what was renamed since", () => {
    expect(decide("messages", "silent")).toMatchObject({ chosen: "messages" });
    expect(decide("messages", "silent", { tried: ["helpdesk"] })).toMatchObject({
      chosen: "technical-support",
    });
    expect(decide("messages", "silent", { chosen: "helpdesk" })).toMatchObject({
      chosen: "technical-support",
    });
    expect(decide("messages", "silent", { chosen: "constructor" })).toMatchObject({ chosen: "reception" });
  });

  it("goes to the last resort when the next destination was tried before", () => {
    expect(decide("sales", "busy", { tried: ["sales-mobile"] })).toMatchObject({
      do: "last resort",
      reason: { because: "tried before" },
    });
  });

  it("goes to the last resort when a chain ends or there is no agent", () => {
    const { agent: _, ...without } = plan;
    const busy = {
      type: "outcome",
      at,
      destination: "billing",
      outcome: outcomeOf("busy"),
      call: newCall,
    } as const;
    expect(evaluate(without, busy)).toMatchObject({ do: "last resort", reason: { because: "no agent" } });
    const { fallback: _none, ...last } = plan.destinations.billing as Route;
    expect(
      evaluate({ ...plan, destinations: { ...plan.destinations, billing: last as never } }, busy),
    ).toMatchObject({ do: "last resort", reason: { because: "exhausted" } });
  });

  it("shows the number that was called where the caller's is withheld or the destination wants ours", () => {
    const to = "+442079460000";
    const shown = (destination: string, from?: string) => {
      const decision = evaluate(plan, {
        type: "handoff",
        at,
        destination,
        call: { ...newCall, to, ...(from === undefined ? {} : { from }) },
      });
      return decision.do === "try" ? decision.callerId : "no attempt";
    };
    expect(shown("billing", "+447700900123")).toBeUndefined();
    expect(shown("billing", "anonymous")).toBe(to);
    expect(shown("billing", "+266696687")).toBe(to);
    expect(shown("deliveries", "+447700900123")).toBe(to);
  });
});
