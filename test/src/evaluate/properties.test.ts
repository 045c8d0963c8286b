import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../../src/evaluate/decision.ts";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { type Call, newCall } from "../../../src/evaluate/event.ts";
import { outcomeNames, outcomeOf, reached } from "../../../src/evaluate/outcome.ts";
import { agent, type Route, type Routing } from "../../../src/evaluate/routing.ts";
import { legOf } from "../../../src/target/index.ts";

const ids = ["a", "b", "c", "d", "e", "f"];

const to = fc.constantFrom<Route["to"]>(
  { kind: "number", number: "+442079460123" },
  { kind: "sip", method: "invite", uri: "sip:desk@pbx.example.com", headers: {} },
  { kind: "sip", method: "refer", uri: "sip:desk@pbx.example.com", headers: {} },
  { kind: "sip", method: "bye", headers: {} },
  { kind: "flex", workflow: `WW${"0".repeat(32)}`, attributes: {}, priority: 0, maxWait: 60 },
  { kind: "queue", name: "support", maxWait: 60 },
  { kind: "client", identity: "desk" },
  { kind: "voicemail", greeting: "Hello", maxLength: 60 },
  { kind: "message", message: "Goodbye" },
);

/** Fallbacks and `closed` lead anywhere: back, in circles, to what does not exist. */
const route = fc
  .record(
    {
      to,
      callerId: fc.constantFrom<Route["callerId"]>("caller", "called", "+442079460000"),
      ring: fc.constant({ timeout: 25 }),
      recording: fc.constant<Route["recording"]>("none"),
      screening: fc.constant({ whisper: "A call", accept: "1" }),
      hours: fc.record({
        schedule: fc.constantFrom("office", "always", "never", "gone"),
        closed: fc.constantFrom(...ids, agent, "gone"),
      }),
      fallback: fc.constantFrom(...ids, agent, "gone"),
    },
    { requiredKeys: ["to", "callerId", "ring", "recording"] },
  )
  .map((given): Route => given);

const routing: fc.Arbitrary<Routing> = fc
  .record({ routes: fc.tuple(...ids.map(() => route)), agent: fc.boolean() })
  .map(({ routes, agent }) => {
    const always = { timeZone: "Europe/London", week: "always", exceptions: [], holidays: [] } as const;
    const shift = [{ opens: "09:00", closes: "17:30" }];
    const week = { mon: shift, tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    return {
      destinations: Object.fromEntries(ids.map((id, index) => [id, routes[index] as Route])),
      aliases: { old: "a" },
      sipCallers: false,
      schedules: { always, never: { ...always, week: "never" }, office: { ...always, week } },
      default: "b",
      ...(agent ? { agent: { url: "https://agent.example.com/voice" } } : {}),
      lastResort: { message: "Sorry" },
      hold: { message: "Please wait" },
      speech: { language: "en-GB" },
    };
  });

/** Half an hour around closing time, and how each leg ends so many seconds later. */
const beginning = fc.integer({
  min: Date.parse("2026-11-23T17:00:00Z"),
  max: Date.parse("2026-11-23T17:30:00Z"),
});
const legs = fc.array(fc.tuple(fc.constantFrom(...outcomeNames), fc.integer({ min: 0, max: 600 })), {
  maxLength: 40,
});

/** Each attempt of one turn, up to the decision that ends it; a leg beyond the given ones is busy. */
function* turn(
  plan: Routing,
  start: string,
  call: Call,
  began: number,
  ends: readonly (readonly [name: (typeof outcomeNames)[number], seconds: number])[],
): Generator<{ readonly decision: Decision; readonly after?: (typeof outcomeNames)[number] }> {
  let at = began;
  let decision = evaluate(plan, { type: "handoff", at, destination: start, call });
  yield { decision };
  const queue = [...ends];
  while (decision.do === "try" && legOf(decision.to) !== "none") {
    const [name, seconds] = queue.shift() ?? ["busy", 5];
    at += seconds * 1000;
    const { destination, tried, chosen } = decision;
    decision = evaluate(plan, {
      type: "outcome",
      at,
      destination,
      outcome: outcomeOf(name),
      call: { ...call, tried, chosen },
    });
    yield { decision, after: name };
  }
}

const from = fc.constantFrom(...ids, "old", "gone");

describe("every call, however its legs end and whatever opens or closes meanwhile", () => {
  it("ends within as many attempts as there are destinations, and one step more", () => {
    fc.assert(
      fc.property(routing, from, beginning, legs, (plan, start, began, ends) => {
        const steps = [...turn(plan, start, newCall, began, ends)];
        expect(steps.length).toBeLessThanOrEqual(ids.length + 1);
        const tried = steps.flatMap(({ decision }) => (decision.do === "try" ? [decision.destination] : []));
        expect(new Set(tried).size).toBe(tried.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("rings nobody after a conversation, and never ends in silence", () => {
    fc.assert(
      fc.property(routing, from, beginning, legs, (plan, start, began, ends) => {
        let isOver = false;
        let last: Decision | undefined;
        for (const { decision, after } of turn(plan, start, newCall, began, ends)) {
          expect(isOver).toBe(false);
          isOver = after !== undefined && reached(outcomeOf(after));
          // The call is hung up after a conversation, and after nothing else.
          expect(decision.do === "hang up").toBe(isOver);
          last = decision;
        }
        if (last?.do === "last resort") expect(last.message).toBe("Sorry");
        else if (last?.do === "return to agent") expect(last.url).toBe(plan.agent?.url);
        else expect(last?.do === "hang up" || last?.do === "try").toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("comes to an end however often the agent hands it on", () => {
    fc.assert(
      fc.property(
        routing,
        fc.array(fc.constantFrom(...ids), { minLength: 20, maxLength: 20 }),
        beginning,
        (plan, choices, began) => {
          const returned: string[] = [];
          for (const [turns, choice] of choices.entries()) {
            expect(turns).toBeLessThanOrEqual(ids.length);
            const last = [...turn(plan, choice, { ...newCall, returned }, began, [])].at(-1)?.decision;
            if (last?.do !== "return to agent") return;
            expect(last.chosen).toBe(choice);
            returned.push(last.chosen);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
