import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticed } from "../../../src/diff/attempt.ts";
import { calendarFrom } from "../../../src/diff/calendar.ts";
import type { Change } from "../../../src/diff/change.ts";
import { compare } from "../../../src/diff/compare.ts";
import { json } from "../../../src/diff/format/json.ts";
import { bare } from "../../../src/diff/mask.ts";
import { failuresOf } from "../../../src/diff/routes.ts";
import { shownNumbers } from "../../../src/diff/shown-number.ts";
import { type Step, stepOf } from "../../../src/diff/step.ts";
import { timesOf } from "../../../src/diff/when.ts";
import type { Decision } from "../../../src/evaluate/decision.ts";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { newCall } from "../../../src/evaluate/event.ts";
import { outcomeOf } from "../../../src/evaluate/outcome.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { includes, type Times } from "../../../src/schedule/times.ts";
import { legOf } from "../../../src/target/index.ts";
import { at, pairs, plansOf } from "./generated.ts";

const end = Date.parse("2029-01-01T00:00:00Z");

/** The changes as a reader of the JSON has them. */
function claimsOf(before: Plan, after: Plan): readonly Change[] {
  const changes = compare(before, after, at);
  const report = {
    before,
    after,
    from: "before",
    to: "after",
    digest: "",
    changes,
    placeOf: () => ({ file: "", line: 1 }),
    exceeded: [],
    others: [],
    mask: bare,
  };
  const read = JSON.parse(json(report));
  expect(read.equal).toBe(changes.length === 0);
  return read.changes;
}

type Claim<K extends Change["kind"]> = Extract<Change, { kind: K }>;

const of = <K extends Change["kind"]>(changes: readonly Change[], kind: K) =>
  changes.filter((change): change is Claim<K> => change.kind === kind);

const subject = (change: Change) => Object.values(change.subject)[0] ?? "";

/** The earlier id of each later destination that is not new, by what the changes say. */
function pairsBy(changes: readonly Change[], before: Plan): ReadonlyMap<string, string> {
  const gone = new Set([...of(changes, "removed"), ...of(changes, "merged")].map(subject));
  const renamed = new Map(of(changes, "renamed").map((change) => [change.before, change.after]));
  return new Map(
    Object.keys(before.destinations)
      .filter((id) => !gone.has(id))
      .map((id) => [renamed.get(id) ?? id, id]),
  );
}

/** The later id of an earlier one: where one was merged, its heir's, or, as claims name it, its own. */
function idsBy(changes: readonly Change[]): Readonly<Record<"heirs" | "named", (id: string) => string>> {
  const renamed = of(changes, "renamed").map((change) => [change.before, change.after] as const);
  const merged = of(changes, "merged").map((change) => [subject(change), change.after] as const);
  const [heirs, names] = [new Map([...renamed, ...merged]), new Map(renamed)];
  return { heirs: (id) => heirs.get(id) ?? id, named: (id) => names.get(id) ?? id };
}

const moments = fc.array(fc.integer({ min: at, max: end - 1 }), { minLength: 20, maxLength: 20 });
/** Every hour of days that are special. */
const special = ["2026-12-24", "2026-12-28", "2027-03-28", "2027-10-31", "2028-02-29", "2031-06-02"].flatMap(
  (date) => Array.from({ length: 26 }, (_, hour) => Date.parse(`${date}T00:30:00Z`) + hour * 3_600_000),
);

describe("the JSON of a comparison", () => {
  it("applied to the earlier behaviour gives the later one", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(pairs, moments, ([one, other], times) => {
        const [before, after] = plansOf([one, other]);
        const changes = claimsOf(before, after);
        const { heirs, named } = idsBy(changes);
        const kept = pairsBy(changes, before);
        const added = of(changes, "added").map(subject);
        expect([...kept.keys(), ...added].sort()).toEqual(Object.keys(after.destinations).sort());
        const calendar = calendarFrom(at, [
          ...Object.values(before.schedules),
          ...Object.values(after.schedules),
        ]);
        const known = new Map<string, Times>();
        const timesFor = ({ when }: Change): Times => {
          if (!when) return calendar.all;
          const times = known.get(JSON.stringify(when)) ?? timesOf(when, calendar);
          known.set(JSON.stringify(when), times);
          return times;
        };
        const wrong: unknown[] = [];
        /** At most one claim is about a time; it says what was and what will be, and without one nothing changes. */
        const hold = (
          claims: readonly (Claim<"arrival"> | Claim<"fallback">)[],
          time: number,
          decided: Decision,
          is: Step,
        ) => {
          const fitting = claims.filter((claim) => includes(timesFor(claim), time));
          const was = stepOf(decided, fitting.length > 0 ? named : heirs);
          const said =
            fitting.length > 0 ? fitting.map((claim) => [claim.before, claim.after]) : [[was, was]];
          if (
            JSON.stringify(said) !== JSON.stringify([[was, is]]) ||
            (fitting.length > 0 && isDeepStrictEqual(stepOf(decided, heirs), is))
          )
            wrong.push({ time: new Date(time).toISOString(), said, was, is });
        };
        for (const [later, earlier] of kept) {
          const [was, is] = [before.destinations[earlier], after.destinations[later]];
          if (!was || !is) throw new Error(`${earlier} or ${later} is missing`);
          const mine = changes.filter(
            (change) => "destination" in change.subject && subject(change) === later,
          );
          expect(of(mine, "name")[0]?.after ?? was.name).toBe(is.name);
          expect(of(mine, "description")[0]?.after ?? was.description).toBe(is.description);
          const sip = before.sipCallers && after.sipCallers;
          const claimed = {
            id: later,
            to: of(mine, "target")[0]?.after ?? was.to,
            ring: { timeout: of(mine, "ring")[0]?.after ?? was.ring.timeout },
            recording: of(mine, "recording")[0]?.after ?? was.recording,
            shown: of(mine, "caller-id")[0]?.after ?? shownNumbers(before, was, sip),
          };
          const [asked] = of(mine, "screening");
          const screening = asked ? asked.after : was.screening;
          const actual = { ...is, id: later, shown: shownNumbers(after, is, sip) };
          const open = [...times, ...special].some(
            (time) => arrival(after, later, time).do === "try" && isTaken(after, later, time),
          );
          if (open) expect(noticed({ ...claimed, ...(screening ? { screening } : {}) }, actual)).toEqual([]);
          for (const time of [...times, ...special].filter((time) => includes(calendar.all, time))) {
            const expected = arrival(before, earlier, time);
            const arriving = stepOf(arrival(after, later, time), (id) => id);
            hold(of(mine, "arrival"), time, expected, arriving);
            if (legOf(was.to) !== legOf(is.to)) continue;
            for (const name of failuresOf(legOf(is.to))) {
              const event = { type: "outcome", at: time, outcome: outcomeOf(name), call: newCall } as const;
              const claims = of(mine, "fallback").filter(({ outcomes }) => outcomes.includes(name));
              const former = evaluate(before, { ...event, destination: earlier });
              hold(
                claims,
                time,
                former,
                stepOf(evaluate(after, { ...event, destination: later }), (id) => id),
              );
            }
          }
        }
        expect(wrong).toEqual([]);
        for (const [id, { number, sipDomain, answer, onError }] of Object.entries(after.numbers)) {
          const mine = changes.filter((change) => "number" in change.subject && subject(change) === id);
          if (of(mine, "number-added").length > 0) continue;
          const was = Object.values(before.numbers).find(
            (line) => line.number === number && line.sipDomain === sipDomain,
          );
          expect(of(mine, "number-answer")[0]?.after ?? heirs(was?.answer ?? "")).toBe(answer);
          expect(of(mine, "number-on-error")[0]?.after ?? heirs(was?.onError ?? "")).toBe(onError);
        }
        const setting = (name: string, plan: string | undefined) => {
          const change = of(changes, "setting").find((one) => subject(one) === name);
          return change ? change.after : plan;
        };
        expect(setting("default", heirs(before.default))).toBe(after.default);
        expect(setting("lastResort", before.lastResort.message)).toBe(after.lastResort.message);
        expect(setting("agent", before.agent?.url)).toBe(after.agent?.url);
      }),
      { numRuns: Number(process.env.RUNS ?? 15), seed: 20_261_123, endOnFailure: true },
    );
  });
});

function arrival(plan: Plan, destination: string, time: number): Decision {
  return evaluate(plan, { type: "handoff", at: time, destination, call: newCall });
}

function isTaken(plan: Plan, destination: string, time: number): boolean {
  const decision = arrival(plan, destination, time);
  return decision.do === "try" && decision.destination === destination;
}
