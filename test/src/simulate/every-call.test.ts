import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../../src/plan/plan.ts";
import { everyCall } from "../../../src/simulate/every-call.ts";
import { hoursOf, schedulesReached } from "../../../src/simulate/segments.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { planOf, samplePlan } from "../project.ts";

const segmentsFor = (plan: Plan, destination: string) =>
  hoursOf(plan, schedulesReached(plan, destination), from, from + year).segments;

const from = Date.parse("2026-11-23T00:00:00Z");
const year = 366 * 86_400_000;

describe("every call of the coming year", () => {
  it("ends, for the sample company", () => {
    const { calls, endings, endless } = everyCall(samplePlan(), from, from + year);
    expect(endless).toEqual([]);
    expect(calls).toBe(Object.values(endings).reduce((sum, count) => sum + count, 0));
    expect(endings.person).toBeGreaterThan(10);
  });

  it("has for each last resort an example that plays so", () => {
    const plan = planOf({
      "handoffs.yaml":
        'project: acme\nenvironments: {live: {agent: {url: "https://agent.example.com/voice"}}}\n',
      "numbers/main-line.yaml": undefined,
    });
    const { lastResorts } = everyCall(plan, from, from + year);
    expect(lastResorts.map(({ target }) => target)).toEqual(["billing", "sales"]);
    for (const { target, at, outcomes } of lastResorts) {
      const played = simulate(plan, { target, at, outcomes, handoffs: [] });
      expect(played).toMatchObject({ end: { kind: "message", destination: null }, unused: [] });
    }
  });

  it("finds calls that go wrong only when a desk closes while another one rings", () => {
    const plan = planOf({
      "handoffs.yaml": "project: acme\nenvironments: {live: {}}\n",
      "numbers/main-line.yaml": undefined,
      "schedules/office.yaml": "timeZone: Europe/London\nopen: {mon-fri: 09:00-17:30}\n",
      "destinations/sales.yaml":
        'name: Sales\ndescription: The caller wants to buy.\nto: "+442079460200"\nhours: office\nclosed: note\nfallback: billing\n',
      "destinations/billing.yaml":
        'name: Billing\ndescription: The caller wants to pay.\ndefault: true\nto: "+442079460123"\nhours: office\nclosed: sales\nfallback: note\n',
      "destinations/note.yaml":
        "name: Note\ndescription: Nobody is there to be asked.\nto: {message: We are closed.}\n",
    });
    const { lastResorts } = everyCall(plan, from, from + year);
    // Sales rings over half past five; then billing is closed, which would lead back to sales.
    expect(lastResorts).toEqual([
      { target: "sales", at: Date.parse("2026-11-23T17:29:59Z"), outcomes: ["declined"], again: false },
    ]);
    const [{ target, at, outcomes } = { target: "", at: 0, outcomes: [] }] = lastResorts;
    expect(simulate(plan, { target, at, outcomes, handoffs: [] })).toMatchObject({
      end: { kind: "message", destination: null },
      unused: [],
    });
    expect(simulate(plan, { target, at: at - 60_000, outcomes, handoffs: [] })).toMatchObject({
      end: { kind: "person", destination: "billing" },
    });
  });

  it("meets each way in which schedules are open and closed once", () => {
    const segments = segmentsFor(samplePlan(), "technical-support");
    expect(segments.map(({ open }) => open)).toEqual([[], ["office"]]);
    expect(segmentsFor(samplePlan(), "billing")).toHaveLength(1);
  });

  it("misses no time: any instant is like one of the segments", () => {
    const plan = samplePlan();
    const segments = segmentsFor(plan, "technical-support");
    const route = (at: number) => {
      const played = simulate(plan, { target: "technical-support", at, outcomes: [], handoffs: [] });
      return "problem" in played
        ? played.problem
        : played.steps.map(({ destination, action }) => `${destination} ${action}`).join();
    };
    const known = new Set(segments.map(({ at }) => route(at)));
    fc.assert(
      fc.property(fc.integer({ min: from, max: from + year - 1 }), (at) => known.has(route(at))),
      { numRuns: 300 },
    );
  });
});
