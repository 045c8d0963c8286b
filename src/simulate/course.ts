import type { Decision } from "../evaluate/decision.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Call } from "../evaluate/event.ts";
import { type OutcomeName, outcomeNames, outcomeOf, reached } from "../evaluate/outcome.ts";
import type { Plan } from "../plan/plan.ts";
import { legOf } from "../target/index.ts";
import { secondsOf } from "./elapsed.ts";

/** A call under way. */
export interface Course {
  readonly call: Call;
  /** When it came in, and when it is now: milliseconds since 1970, UTC. */
  readonly began: number;
  readonly now: number;
  readonly outcomes: readonly OutcomeName[];
  /** The change of hours that comes while it rings; undefined where none does, or has come. */
  readonly ahead: Ahead | undefined;
}

interface Ahead {
  /** When: milliseconds since 1970, UTC. */
  readonly change: number;
  /** Seconds that the call has rung until now. */
  readonly rung: number;
}

export type Attempt = Extract<Decision, { do: "try" }>;

/** One way in which an attempt can end, and what happens next. */
export interface Way {
  readonly course: Course;
  readonly next: Decision;
}

/**
 * The ways on from an attempt, those that lead to the same place once: busy and no answer ring the same fallback.
 * With a change ahead, there is each way before it and after it.
 */
export function waysOn(plan: Plan, attempt: Attempt, course: Course): readonly Way[] {
  const distinct = new Map<string, Way>();
  const leg = legOf(attempt.to);
  for (const name of outcomeNames.filter((candidate) => outcomeOf(candidate).leg === leg))
    for (const went of later(plan, attempt, name, course)) {
      const { destination, tried, chosen } = attempt;
      const call = { ...course.call, tried, chosen };
      const outcome = outcomeOf(name);
      const next = evaluate(plan, { type: "outcome", at: went.now, destination, outcome, call });
      const key = `${next.do} ${next.do === "try" ? next.destination : ""} ${went.ahead === undefined}`;
      if (!distinct.has(key)) distinct.set(key, { course: went, next });
    }
  return [...distinct.values()];
}

/** The call once the attempt is over: still before the change, or just after it. */
function later(plan: Plan, attempt: Attempt, name: OutcomeName, course: Course): readonly Course[] {
  const { ahead } = course;
  const over = { ...course, outcomes: [...course.outcomes, name] };
  if (ahead === undefined) return [over];
  const seconds = secondsOf(attempt, name, plan);
  const still = { ...over, ahead: { ...ahead, rung: ahead.rung + seconds } };
  if (seconds === 0 || reached(outcomeOf(name))) return [still];
  // It came in so that its legs before this one have rung until a second before the change.
  const began = ahead.change - (ahead.rung + 1) * 1000;
  return [still, { ...over, began, now: ahead.change, ahead: undefined }];
}
