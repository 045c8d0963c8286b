import type { Decision } from "../evaluate/decision.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { type Call, type Event, newCall } from "../evaluate/event.ts";
import { type OutcomeName, outcomeNames, outcomeOf, usualOutcome } from "../evaluate/outcome.ts";
import { own } from "../evaluate/own.ts";
import { agent } from "../evaluate/routing.ts";
import { lineFor } from "../plan/line.ts";
import type { Plan } from "../plan/plan.ts";
import { describe, legOf } from "../target/index.ts";
import type { LegKind } from "../target/target.ts";
import { callerTo } from "./caller.ts";
import { secondsOf } from "./elapsed.ts";
import { reasonText } from "./reason.ts";

/** One call to play. */
export interface SimulatedCall {
  /** A destination (as if the agent handed the call there) or a number. */
  readonly target: string;
  /** How the legs end, in order; legs beyond them are answered or recorded. */
  readonly outcomes: readonly OutcomeName[];
  /** Where the agent hands the call each time it has it; then it keeps the call. */
  readonly handoffs: readonly string[];
  /** When the call comes in: milliseconds since 1970, UTC. */
  readonly at: number;
  /** The caller's number or SIP address; undefined is what the target is called from, by telephone if it can be. */
  readonly from?: string;
}

/** The route of one call. */
export interface Simulation {
  readonly steps: readonly Step[];
  readonly end: End;
  /** Outcomes that no leg was left for. */
  readonly unused: readonly OutcomeName[];
}

export interface Step {
  /** `agent`, a destination, or null for the last resort and the end of the call. */
  readonly destination: string | null;
  readonly action: "dial" | "refer" | "queue" | "record" | "say" | "agent" | "hang up";
  /** A number, a URL or what is said. */
  readonly to: string | null;
  /** Only where a leg was tried. */
  readonly outcome?: OutcomeName;
  /** Why this happens, in words. */
  readonly reason: string;
  /** When: milliseconds since 1970, UTC. */
  readonly at: number;
}

export interface End {
  readonly kind: "person" | "voicemail" | "message" | "agent";
  /** `agent`, a destination, or null for the last resort. */
  readonly destination: string | null;
}

/** The call cannot be played as asked; `problem` says why, for the person who asked. */
export interface Unplayable {
  readonly problem: string;
}

/** Plays one call through `evaluate`, which also decides on Twilio. Time passes while legs ring and callers wait. */
export function simulate(plan: Plan, call: SimulatedCall): Simulation | Unplayable {
  const entry = entryOf(plan, call);
  if ("problem" in entry) return entry;
  const unknown = call.handoffs.find((id) => !own(plan.destinations, id) && !own(plan.aliases, id));
  if (unknown !== undefined)
    return { problem: `The agent cannot hand the call to "${unknown}": there is no such destination.` };
  const outcomes = [...call.outcomes];
  const handoffs = [...call.handoffs];
  const steps: Step[] = [...entry.steps];
  const caller: Call = {
    ...newCall,
    ...entry.caller,
    ...(call.from === undefined ? {} : { from: call.from }),
  };
  let returned: readonly string[] = [];
  let { at } = call;
  let event: Event | undefined =
    entry.destination === agent ? undefined : handOff(entry.destination, at, caller, returned);
  let last: End = { kind: "agent", destination: agent };
  for (;;) {
    if (event === undefined) {
      const next = handoffs.shift();
      if (next === undefined) return { steps, end: { kind: "agent", destination: agent }, unused: outcomes };
      event = handOff(next, at, caller, returned);
    }
    const decision: Decision = evaluate(plan, event);
    const reason = reasonText(decision.reason, plan, at);
    switch (decision.do) {
      case "hang up":
        steps.push({ destination: null, action: "hang up", to: null, reason, at });
        return { steps, end: last, unused: outcomes };
      case "last resort":
        steps.push({ destination: null, action: "say", to: decision.message, reason, at });
        return { steps, end: { kind: "message", destination: null }, unused: outcomes };
      case "return to agent":
        steps.push({ destination: agent, action: "agent", to: decision.url, reason, at });
        returned = [...returned, decision.chosen];
        event = undefined;
        continue;
      case "try": {
        const leg = legOf(decision.to);
        const { destination, tried, chosen } = decision;
        if (leg === "none") {
          const { to } = decision;
          // BYE gives the call back to the caller's own side, where people are.
          const [action, said, kind] =
            to.kind === "message"
              ? (["say", to.message, "message"] as const)
              : (["hang up", null, "person"] as const);
          steps.push({ destination, action, to: said, reason, at });
          return { steps, end: { kind, destination }, unused: outcomes };
        }
        const outcome = outcomes.shift() ?? usualOutcome(leg);
        if (outcomeOf(outcome).leg !== leg) return wrongOutcome(outcome, leg, destination);
        steps.push({ destination, action: leg, to: describe(decision.to), outcome, reason, at });
        at += secondsOf(decision, outcome, plan) * 1000;
        last = { kind: leg === "record" ? "voicemail" : "person", destination };
        event = {
          type: "outcome",
          at,
          destination,
          outcome: outcomeOf(outcome),
          call: { ...caller, tried, chosen, returned },
        };
      }
    }
  }
}

function handOff(destination: string, at: number, call: Call, returned: readonly string[]): Event {
  return { type: "handoff", at, destination, call: { ...call, tried: [], returned } };
}

/** Where a call to the target begins. */
function entryOf(
  plan: Plan,
  { target, at }: SimulatedCall,
):
  | { readonly destination: string; readonly caller: Partial<Call>; readonly steps: readonly Step[] }
  | Unplayable {
  if (own(plan.destinations, target) || own(plan.aliases, target))
    return { destination: target, caller: {}, steps: [] };
  const number = lineFor(plan, target);
  if (!number)
    return {
      problem: `"${target}" is neither a destination nor a number of ${plan.environment}. There are ${[...Object.keys(plan.destinations), ...Object.keys(plan.numbers)].join(", ")}.`,
    };
  const reason = `${number.name} is answered by ${number.answer === agent ? "the agent" : `"${number.answer}"`}`;
  const steps: readonly Step[] =
    number.answer === agent
      ? [{ destination: agent, action: "agent", to: plan.agent?.url ?? null, reason, at }]
      : [];
  return {
    destination: number.answer,
    caller: callerTo(number),
    steps,
  };
}

const legNames: Readonly<Record<LegKind, string>> = {
  dial: "dial",
  refer: "transfer by REFER",
  queue: "wait in a queue",
  record: "recording",
  none: "message",
};

function wrongOutcome(outcome: OutcomeName, leg: LegKind, destination: string): Unplayable {
  const fitting = outcomeNames.filter((name) => outcomeOf(name).leg === leg);
  return {
    problem: `The leg to "${destination}" is a ${legNames[leg]} and cannot end with ${outcome}: expected ${fitting.join(", ")}.`,
  };
}
