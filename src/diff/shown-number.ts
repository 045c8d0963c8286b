import { evaluate } from "../evaluate/evaluate.ts";
import { type Call, newCall } from "../evaluate/event.ts";
import { needsCall } from "../evaluate/needs-call.ts";
import type { CallerId } from "../evaluate/routing.ts";
import type { Plan, PlannedDestination } from "../plan/plan.ts";

/** `caller` is whatever the caller's own line shows, `own` a number of ours where neither line has one. */
export type ShownNumber = CallerId | "own";

/** What a callee sees, by the caller's line. */
export interface ShownNumbers {
  readonly caller: ShownNumber;
  readonly withheld: ShownNumber;
  /** As `withheld`, where a call comes straight from the agent or a number, without the router. */
  readonly withheldDirectly: ShownNumber;
  /** Of a caller by SIP, where there are such. */
  readonly sip?: ShownNumber;
}

/** Numbers that nobody has: no country has the code 999. */
const [line, called] = ["+999000000000001", "+999000000000002"] as const;

const callers = {
  caller: { ...newCall, from: line, to: called },
  withheld: { ...newCall, from: "anonymous", to: called },
  sip: { ...newCall, from: "sip:caller@sip.example.com", to: "sip:line@sip.example.com" },
} as const satisfies Readonly<Record<string, Call>>;

/** Asks `evaluate` about a call that the destination, whatever its hours, is to take. */
export function shownNumbers(plan: Plan, route: PlannedDestination, sip: boolean): ShownNumbers {
  const { hours: _, ...open } = route;
  // What a callee sees does not depend on the kind of target, and a telephone takes every call.
  const asked: PlannedDestination = { ...open, to: { kind: "number", number: called } };
  const routing: Plan = { ...plan, destinations: { asked }, aliases: {}, default: "asked" };
  const shownTo = (call: Call): ShownNumber => {
    const decision = evaluate(routing, { type: "handoff", at: 0, destination: "asked", call });
    if (decision.do !== "try")
      throw new Error(`A destination without hours does not take its call: ${decision.do}`);
    const { callerId } = decision;
    if (callerId === undefined) return "caller";
    if (callerId === called) return "called";
    return callerId === plan.ownNumber && callerId !== route.callerId ? "own" : (callerId as ShownNumber);
  };
  return {
    caller: shownTo(callers.caller),
    withheld: shownTo(callers.withheld),
    withheldDirectly: shownTo(needsCall(route, plan) ? callers.withheld : newCall),
    ...(sip ? { sip: shownTo(callers.sip) } : {}),
  };
}
