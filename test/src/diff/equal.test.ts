import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare } from "../../../src/diff/compare.ts";
import type { Decision } from "../../../src/evaluate/decision.ts";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import type { Call, Event } from "../../../src/evaluate/event.ts";
import { outcomeNames, outcomeOf, reached } from "../../../src/evaluate/outcome.ts";
import { agent } from "../../../src/evaluate/routing.ts";
import { deployable } from "../../../src/plan/documents.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { legOf } from "../../../src/target/index.ts";
import { at, pairs, plansOf, rewritten } from "./generated.ts";

const year = 366 * 86_400_000;

/** What a call meets by chance: when, how its legs end, whom the agent chooses. */
const chances = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: year / 8 }),
    outcome: fc.nat(),
    chosen: fc.nat(),
  }),
  { minLength: 12, maxLength: 12 },
);

const callers = fc.constantFrom<Partial<Call>>(
  { from: "+442079460999", to: "+442079460000" },
  { from: "anonymous", to: "+442079460000" },
  { from: "+266696687", to: "+442079460000" },
  { from: "sip:x@example.com", to: "+442079460000" },
);

/** Everything that callers, callees and the agent perceive of one call whose legs fail by chance. */
function heard(plan: Plan, entry: number, caller: Partial<Call>, steps: Chances): readonly unknown[] {
  const ids = Object.keys(plan.destinations);
  const told: unknown[] = [];
  let time = at;
  let returned: readonly string[] = [];
  let event: Event | undefined;
  for (const { after, outcome, chosen } of steps) {
    time += after;
    const call: Call = { tried: [], returned, ...caller };
    event ??= {
      type: "handoff",
      at: time,
      destination: ids[(told.length === 0 ? entry : chosen) % ids.length] ?? "",
      call,
    };
    const { reason: _, ...decision }: Decision = evaluate(plan, event);
    event = undefined;
    told.push(decision);
    if (decision.do === "return to agent") returned = [...returned, decision.chosen];
    else if (decision.do === "try") {
      const failures = outcomeNames.filter(
        (name) => outcomeOf(name).leg === legOf(decision.to) && !reached(outcomeOf(name)),
      );
      const name = failures[outcome % failures.length];
      if (name === undefined) break;
      const { destination, tried, chosen: first } = decision;
      event = {
        type: "outcome",
        at: time,
        destination,
        outcome: outcomeOf(name),
        call: { ...call, tried, chosen: first },
      };
    } else break;
  }
  return told;
}

type Chances = readonly { readonly after: number; readonly outcome: number; readonly chosen: number }[];

const numRuns = Number(process.env.RUNS ?? 30);

describe("two projects that are equal", () => {
  it("are those that say the same in other words", () => {
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.tuple(fc.nat(), callers, chances), { minLength: 20, maxLength: 20 }),
        ([files], calls) => {
          const [before, after] = plansOf([files, rewritten(files)]);
          expect(compare(before, after, at)).toEqual([]);
          for (const [entry, caller, steps] of calls)
            expect(heard(after, entry, caller, steps)).toEqual(heard(before, entry, caller, steps));
        },
      ),
      { numRuns, seed: 20_261_123, endOnFailure: true },
    );
  });

  it("are told apart as soon as one call goes otherwise", () => {
    const seen = { equal: 0, other: 0 };
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.tuple(fc.nat(), callers, chances), { minLength: 40, maxLength: 40 }),
        (files, calls) => {
          const [before, after] = plansOf(files);
          const sameIds = Object.keys(before.destinations).join() === Object.keys(after.destinations).join();
          const differs =
            !sameIds ||
            calls.some(
              ([entry, caller, steps]) =>
                JSON.stringify(heard(before, entry, caller, steps)) !==
                JSON.stringify(heard(after, entry, caller, steps)),
            );
          const changes = compare(before, after, at);
          seen[changes.length === 0 ? "equal" : "other"] += 1;
          if (differs) expect(changes).not.toEqual([]);
        },
      ),
      { numRuns, seed: 20_261_123, endOnFailure: true },
    );
    expect(seen.equal).toBeGreaterThan(0);
    expect(seen.other).toBeGreaterThan(0);
  });

  it("have the same numbers and documents when they are written alike", () => {
    fc.assert(
      fc.property(pairs, ([files]) => {
        const [before, after] = plansOf([files, { ...files }]);
        expect(compare(before, after, at)).toEqual([]);
        expect(deployable(after).digest).toBe(deployable(before).digest);
      }),
      { numRuns: 5, seed: 20_261_123 },
    );
    expect(agent).toBe("agent");
  });
});
