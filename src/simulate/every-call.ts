import type { Decision } from "../evaluate/decision.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { type Call, newCall } from "../evaluate/event.ts";
import type { OutcomeName } from "../evaluate/outcome.ts";
import { agent } from "../evaluate/routing.ts";
import type { Plan } from "../plan/plan.ts";
import { legOf } from "../target/index.ts";
import { callerTo } from "./caller.ts";
import { type Course, waysOn } from "./course.ts";
import { type Hours, hoursOf, schedulesReached } from "./segments.ts";

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

/**
 * Walks every destination and number, every distinct time from `from` to `to`, and every sequence of outcomes; and
 * for every way in which hours change, the calls that ring meanwhile, whichever of their legs it is.
 */
export function everyCall(plan: Plan, from: number, to: number): EveryCall {
  const endings: Record<Ending, number> = { person: 0, voicemail: 0, message: 0, agent: 0, "last resort": 0 };
  const lastResorts = new Map<string, Example>();
  const endless: Example[] = [];
  const most = Object.keys(plan.destinations).length;
  const walk = (target: string, again: boolean, first: Decision, beginning: Course): void => {
    const exampleOf = ({ began, outcomes }: Course): Example => ({ target, at: began, outcomes, again });
    const end = (ending: Ending, course: Course): void => {
      // A call that is over before hours change is one of those that meet no change.
      if (course.ahead !== undefined) return;
      endings[ending] += 1;
      const example = exampleOf(course);
      const shortest = lastResorts.get(target);
      if (ending === "last resort" && (!shortest || isShorter(example, shortest)))
        lastResorts.set(target, example);
    };
    const follow = (decision: Decision, course: Course): void => {
      if (decision.do !== "try") {
        if (decision.do === "last resort") end("last resort", course);
        if (decision.do === "return to agent") end("agent", course);
        return;
      }
      const leg = legOf(decision.to);
      if (leg === "none") {
        end(decision.to.kind === "message" ? "message" : "person", course);
        return;
      }
      if (decision.tried.length > most) {
        endless.push(exampleOf(course));
        return;
      }
      for (const { course: went, next } of waysOn(plan, decision, course))
        if (next.do === "hang up") end(leg === "record" ? "voicemail" : "person", went);
        else follow(next, went);
    };
    follow(first, beginning);
  };
  const known = new Map<string, Hours>();
  const hoursFor = (ids: readonly string[]): Hours => {
    const hours = known.get(ids.join(" ")) ?? hoursOf(plan, ids, from, to);
    known.set(ids.join(" "), hours);
    return hours;
  };
  for (const { target, destination, caller } of entries(plan)) {
    if (destination === agent) {
      endings.agent += 1;
      continue;
    }
    const { segments, changes } = hoursFor(schedulesReached(plan, destination));
    const beginnings = [
      ...segments.map(({ at }) => ({ at, ahead: undefined })),
      ...changes.map((change) => ({ at: change - 1000, ahead: { change, rung: 0 } })),
    ];
    for (const { at, ahead } of beginnings)
      for (const again of [false, true]) {
        const returned = again ? [destination] : [];
        const call = { ...newCall, ...caller, returned };
        const first = evaluate(plan, { type: "handoff", at, destination, call });
        walk(target, again, first, { call, began: at, now: at, outcomes: [], ahead });
      }
  }
  const calls = Object.values(endings).reduce((sum, count) => sum + count, 0);
  return { calls, endings, lastResorts: [...lastResorts.values()], endless };
}

/** A first visit comes before a second; then the fewer legs the shorter. */
function isShorter(one: Example, other: Example): boolean {
  return one.again === other.again ? one.outcomes.length < other.outcomes.length : other.again;
}

function* entries(
  plan: Plan,
): Iterable<{ readonly target: string; readonly destination: string; readonly caller?: Partial<Call> }> {
  for (const [target, line] of Object.entries(plan.numbers))
    yield { target, destination: line.answer, caller: callerTo(line) };
  for (const destination of Object.keys(plan.destinations)) yield { target: destination, destination };
}
