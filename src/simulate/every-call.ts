import type { Decision } from "../evaluate/decision.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { type Call, newCall } from "../evaluate/event.ts";
import { type OutcomeName, outcomeNames, outcomeOf } from "../evaluate/outcome.ts";
import { agent } from "../evaluate/routing.ts";
import type { Plan } from "../plan/plan.ts";
import { legOf } from "../target/index.ts";
import type { LegKind } from "../target/target.ts";
import { segmentsFor } from "./segments.ts";

/** How a call ended, and the shortest way to get there. */
export interface Example {
  /** A destination or a number. */
  readonly target: string;
  /** When: milliseconds since 1970, UTC. */
  readonly at: number;
  readonly outcomes: readonly OutcomeName[];
  /** Whether the destination had given the call back to the agent before. */
  readonly again: boolean;
}

export type Ending = "person" | "voicemail" | "message" | "agent" | "last resort";

/** Every call of a plan, counted by how it ends; times and outcomes that are alike for a call count once. */
export interface EveryCall {
  readonly calls: number;
  readonly endings: Readonly<Record<Ending, number>>;
  /** Of each target some of whose calls end with the last resort, the shortest such call. */
  readonly lastResorts: readonly Example[];
  /** Calls that would not end within as many attempts as there are destinations. None can; this is the proof. */
  readonly endless: readonly Example[];
}

/** Walks every destination and number, every distinct time from `from` to `to`, and every sequence of outcomes. */
export function everyCall(plan: Plan, from: number, to: number): EveryCall {
  const endings: Record<Ending, number> = { person: 0, voicemail: 0, message: 0, agent: 0, "last resort": 0 };
  const lastResorts = new Map<string, Example>();
  const endless: Example[] = [];
  const most = Object.keys(plan.destinations).length;
  const end = (ending: Ending, example: Example) => {
    endings[ending] += 1;
    const shortest = lastResorts.get(example.target);
    if (ending === "last resort" && (!shortest || isShorter(example, shortest)))
      lastResorts.set(example.target, example);
  };
  const follow = (decision: Decision, call: Call, example: Example): void => {
    if (decision.do !== "try") {
      if (decision.do === "last resort") end("last resort", example);
      if (decision.do === "return to agent") end("agent", example);
      return;
    }
    const leg = legOf(decision.to);
    if (leg === "none") {
      end(decision.to.kind === "message" ? "message" : "person", example);
      return;
    }
    if (decision.tried.length > most) {
      endless.push(example);
      return;
    }
    const { destination, tried } = decision;
    for (const { name, next } of branches(leg, (name) =>
      evaluate(plan, {
        type: "outcome",
        at: example.at,
        destination,
        outcome: outcomeOf(name),
        call: { ...call, tried },
      }),
    )) {
      const outcomes = [...example.outcomes, name];
      if (next.do === "hang up") end(leg === "record" ? "voicemail" : "person", { ...example, outcomes });
      else follow(next, call, { ...example, outcomes });
    }
  };
  for (const { target, destination, called } of entries(plan)) {
    if (destination === agent) {
      end("agent", { target, at: from, outcomes: [], again: false });
      continue;
    }
    for (const { at } of segmentsFor(plan, destination, from, to))
      for (const again of [false, true]) {
        const call: Call = {
          ...newCall,
          returned: again ? [destination] : [],
          ...(called === undefined ? {} : { to: called }),
        };
        follow(evaluate(plan, { type: "handoff", at, destination, call }), call, {
          target,
          at,
          outcomes: [],
          again,
        });
      }
  }
  const calls = Object.values(endings).reduce((sum, count) => sum + count, 0);
  return { calls, endings, lastResorts: [...lastResorts.values()], endless };
}

/** A first visit comes before a second; then the fewer legs the shorter. */
function isShorter(one: Example, other: Example): boolean {
  return one.again === other.again ? one.outcomes.length < other.outcomes.length : other.again;
}

/** The outcomes of a leg, those that lead to the same place once: busy and no answer ring the same fallback. */
function branches(
  leg: LegKind,
  decide: (name: OutcomeName) => Decision,
): readonly { readonly name: OutcomeName; readonly next: Decision }[] {
  const distinct = new Map<string, { readonly name: OutcomeName; readonly next: Decision }>();
  for (const name of outcomeNames) {
    if (outcomeOf(name).leg !== leg) continue;
    const next = decide(name);
    const key = `${next.do} ${next.do === "try" ? next.destination : ""}`;
    if (!distinct.has(key)) distinct.set(key, { name, next });
  }
  return [...distinct.values()];
}

function* entries(
  plan: Plan,
): Iterable<{ readonly target: string; readonly destination: string; readonly called?: string }> {
  for (const [target, { answer, number }] of Object.entries(plan.numbers))
    yield { target, destination: answer, ...(number === undefined ? {} : { called: number }) };
  for (const destination of Object.keys(plan.destinations)) yield { target: destination, destination };
}
