import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { type Call, newCall } from "../../../src/evaluate/event.ts";
import { type OutcomeName, outcomeNames, outcomeOf, reached } from "../../../src/evaluate/outcome.ts";
import type { Route, Routing } from "../../../src/evaluate/routing.ts";
import { legOf } from "../../../src/target/index.ts";
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

const ids = ["a", "b", "c", "d", "e", "f"];
const route = fc.record({
  to: fc.constantFrom<Route["to"]>(
    { kind: "number", number: "+442079460123" },
    { kind: "voicemail", greeting: "Hello", maxLength: 60 },
    { kind: "message", message: "Goodbye" },
  ),
  callerId: fc.constantFrom<Route["callerId"]>("caller", "called", "+442079460000"),
  ring: fc.constant({ timeout: 25 }),
  recording: fc.constant<Route["recording"]>("none"),
  fallback: fc.constantFrom<string | undefined>(...ids, "agent", "gone", undefined),
});
const routing: fc.Arbitrary<Routing> = fc
  .record({ routes: fc.tuple(...ids.map(() => route)), agent: fc.boolean() })
  .map(({ routes, agent }) => ({
    destinations: Object.fromEntries(ids.map((id, index) => [id, definedOnly(routes[index] as Route)])),
    aliases: { old: "a" },
    sipCallers: false,
    schedules: {},
    default: "b",
    ...(agent ? { agent: { url: "https://agent.example.com/voice" } } : {}),
    lastResort: { message: "Sorry" },
    hold: { message: "Please wait" },
    speech: { language: "en-GB" },
  }));

function definedOnly({ fallback, ...rest }: Route): Route {
  return fallback === undefined ? rest : { ...rest, fallback };
}

describe("every call, whatever its legs do", () => {
  it("ends after at most as many attempts as there are destinations, and rings nobody after a conversation", () => {
    fc.assert(
      fc.property(
        routing,
        fc.constantFrom(...ids, "old", "gone"),
        fc.array(fc.constantFrom(...outcomeNames), { maxLength: 40 }),
        (plan, start, outcomes) => {
          let call: Call = newCall;
          let destination = start;
          let decision = evaluate(plan, { type: "handoff", at, destination, call });
          let attempts = 0;
          const queue = [...outcomes];
          while (decision.do === "try" && legOf(decision.to) !== "none") {
            attempts += 1;
            expect(attempts).toBeLessThanOrEqual(ids.length);
            expect(decision.tried).not.toContain(decision.destination);
            const name = queue.shift() ?? "busy";
            destination = decision.destination;
            call = { ...call, tried: decision.tried };
            decision = evaluate(plan, { type: "outcome", at, destination, outcome: outcomeOf(name), call });
            if (reached(outcomeOf(name))) expect(decision.do).toBe("hang up");
            else expect(decision.do).not.toBe("hang up");
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("comes to an end however often the agent hands it on", () => {
    fc.assert(
      fc.property(
        routing,
        fc.array(fc.constantFrom(...ids), { minLength: 20, maxLength: 20 }),
        (plan, choices) => {
          const returned: string[] = [];
          let turns = 0;
          for (const choice of choices) {
            let decision = evaluate(plan, {
              type: "handoff",
              at,
              destination: choice,
              call: { ...newCall, returned },
            });
            while (decision.do === "try" && legOf(decision.to) !== "none")
              decision = evaluate(plan, {
                type: "outcome",
                at,
                destination: decision.destination,
                outcome: outcomeOf("busy"),
                call: { tried: decision.tried, returned },
              });
            if (decision.do !== "return to agent") return;
            returned.push(decision.tried[0] ?? choice);
            turns += 1;
            expect(turns).toBeLessThanOrEqual(ids.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
