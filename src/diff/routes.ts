import { legIn } from "../evaluate/by-sip.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { type Call, type Event, newCall } from "../evaluate/event.ts";
import { type OutcomeName, outcomeNames, outcomeOf, reached } from "../evaluate/outcome.ts";
import { own } from "../evaluate/own.ts";
import type { LegKind } from "../target/target.ts";
import type { Both, Side } from "./both.ts";
import { type Cause, causeOf } from "./cause.ts";
import { chainFrom } from "./chain.ts";
import type { Change } from "./change.ts";
import { type Step, stepOf } from "./step.ts";

/** A destination under its earlier and its later id. */
export type Pair = readonly [earlier: string, later: string];

/** A caller to whom no destination is refused: what becomes of one to whom BYE is, its own fallback says. */
const bySip: Call = { ...newCall, from: "sip:caller@sip.example.com" };

/** Where calls to a destination go that come in at other times than before. */
export function arrivals(both: Both, [earlier, later]: Pair): readonly Change[] {
  const cause = causeOf(both, { before: earlier, after: later, at: later, key: "closed" });
  const next = (side: Side, destination: string) => (at: number, ids: Ids) =>
    ask(both, side, { type: "handoff", at, destination, call: bySip }, ids);
  const steps = [next("before", earlier), next("after", later)] as const;
  return cause
    ? differences(both, [earlier, later], ...steps).map((difference) => ({
        kind: "arrival",
        outcomes: [],
        ...about(later, cause),
        ...difference,
      }))
    : [];
}

/** Where calls go whose leg to a destination did not get through. */
export function fallbacks(both: Both, [earlier, later]: Pair): readonly Change[] {
  const [one, other] = [own(both.before.destinations, earlier), own(both.after.destinations, later)];
  if (!one || !other) return [];
  const edge = { before: one.fallback, after: other.fallback, at: later, key: "fallback" } as const;
  const [former, leg] = [legIn(both.before, one.to), legIn(both.after, other.to)];
  const origin = { side: "after", file: { kind: "destination", id: later }, key: "to" } as const;
  const cause = causeOf(both, edge) ?? (former === leg ? undefined : { at: later, origin });
  if (!cause) return [];
  const found = new Map<string, Change & { readonly outcomes: OutcomeName[] }>();
  for (const name of failuresOf(leg)) {
    const next =
      (side: Side, destination: string, outcome: OutcomeName | undefined) => (at: number, ids: Ids) =>
        outcome === undefined
          ? ({ do: "hang up" } as const)
          : ask(
              both,
              side,
              { type: "outcome", at, destination, outcome: outcomeOf(outcome), call: bySip },
              ids,
            );
    const steps = [
      next("before", earlier, former === leg ? name : failuresOf(former)[0]),
      next("after", later, name),
    ] as const;
    for (const difference of differences(both, [one.fallback, other.fallback], ...steps)) {
      const key = JSON.stringify(difference);
      const known = found.get(key);
      if (known) known.outcomes.push(name);
      else found.set(key, { kind: "fallback", ...about(later, cause), outcomes: [name], ...difference });
    }
  }
  return [...found.values()];
}

/** The outcomes of a leg with which a call goes on. */
export function failuresOf(leg: LegKind): readonly OutcomeName[] {
  return outcomeNames.filter((name) => outcomeOf(name).leg === leg && !reached(outcomeOf(name)));
}

function about(destination: string, { at, origin }: Cause): Pick<Change, "subject" | "origin" | "through"> {
  return { subject: { destination }, origin, ...(at === destination ? {} : { through: at }) };
}

type Ids = (id: string) => string;

function ask(plans: Both, side: Side, event: Event, ids: Ids): Step {
  return stepOf(evaluate(plans[side], event), ids);
}

type Steps = Pick<Extract<Change, { kind: "arrival" }>, "before" | "after" | "when">;

/** Asks once for each way in which the schedules that matter are open and closed. */
function differences(
  both: Both,
  [earlier, later]: readonly [string | undefined, string | undefined],
  stepBefore: (at: number, ids: Ids) => Step,
  stepAfter: (at: number, ids: Ids) => Step,
): readonly Steps[] {
  const ids = { before: chainFrom(both.before, earlier), after: chainFrom(both.after, later) };
  const named = (["after", "before"] as const).flatMap((side) =>
    ids[side].flatMap(({ schedule: id }) => {
      const schedule = both.schedule(side, id);
      return schedule && id !== undefined ? [{ side, id, schedule }] : [];
    }),
  );
  const schedules = [...new Set(named.map(({ schedule }) => schedule))];
  const regions = both.regionsOf(schedules);
  const found = new Map<string, Pick<Steps, "before" | "after"> & { readonly regions: number[] }>();
  for (const [index, { times }] of regions.entries()) {
    const at = times[0]?.from ?? 0;
    const after = stepAfter(at, (id) => id);
    if (JSON.stringify(stepBefore(at, both.heirs.idOf)) === JSON.stringify(after)) continue;
    const before = stepBefore(at, both.heirs.nameOf);
    const key = JSON.stringify([before, after]);
    const known = found.get(key) ?? { before, after, regions: [] };
    known.regions.push(index);
    found.set(key, known);
  }
  return [...found.values()].map(({ before, after, regions: chosen }) => {
    if (chosen.length === regions.length) return { before, after };
    const when = both.whenIn(schedules, chosen);
    const hours = named.flatMap(({ id, schedule }) => {
      const unlike = named.some((other) => other.id === id && other.schedule !== schedule);
      const column = schedules.indexOf(schedule);
      const matches = (open: boolean) =>
        regions.every((region, index) => (region.open[column] === open) === chosen.includes(index));
      return unlike ? [] : [true, false].filter(matches).map((open) => ({ schedule: id, open }));
    })[0];
    return { before, after, when: { ...when, ...(hours ? { hours } : {}) } };
  });
}
