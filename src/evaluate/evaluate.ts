import { stateAt } from "../schedule/state.ts";
import { cameBySip, isBye } from "./by-sip.ts";
import type { Decision, Ended, Reason } from "./decision.ts";
import type { Call, Event } from "./event.ts";
import { nameOf, reached } from "./outcome.ts";
import { own } from "./own.ts";
import { agent, type Route, type Routing } from "./routing.ts";

/**
 * Decides what happens next to a call. Pure and total: every event has a decision, and a call that keeps failing
 * reaches the last resort after at most as many attempts as there are destinations. The router, `simulate` and
 * `diff` all ask this one function.
 */
export function evaluate(routing: Routing, event: Event): Decision {
  const { destination, at } = event;
  if (event.type === "outcome" && reached(event.outcome))
    return { do: "hang up", reason: { because: "conversation ended", outcome: nameOf(event.outcome) } };
  const call = { ...event.call, chosen: chosenIn(routing, event) };
  const handedOff: Step = {
    routing,
    at,
    tried: call.tried,
    passed: [],
    call,
    outcome: "closed",
    of: destination,
  };
  if (event.type === "handoff") return go(handedOff, destination, { because: "handed off" });
  const outcome = nameOf(event.outcome);
  const { id, route, renamed } = find(routing, destination);
  // It was removed while it rang: its fallback is unknown, so the default destination takes over.
  if (renamed?.because === "unknown destination") return go({ ...handedOff, outcome }, destination, renamed);
  const step: Step = { ...handedOff, tried: [...call.tried, id], outcome, of: id };
  return go(step, route.fallback, { because: "fallback", of: id, outcome });
}

/** A call whose `chosen` is an id of the routing. */
type ChosenCall = Call & { readonly chosen: string };

/** A release may have renamed what the agent chose, and an agent may choose by a former id. */
function chosenIn(routing: Routing, { type, destination, call }: Event): string {
  const named = type === "handoff" ? destination : (call.chosen ?? call.tried[0] ?? destination);
  return find(routing, named).id;
}

/** Where a call stands between two attempts. */
interface Step {
  readonly routing: Routing;
  readonly at: number;
  readonly call: ChosenCall;
  readonly tried: readonly string[];
  /** Destinations that were closed on the way. */
  readonly passed: readonly string[];
  /** The destination that the call comes from, and how that ended. */
  readonly of: string;
  readonly outcome: Ended;
}

/**
 * To a destination, through those that are closed or cannot give the call back; to the agent; or, with nowhere to go,
 * to the last resort.
 */
function go(step: Step, to: string | undefined, reason: Reason): Decision {
  const { routing, at, call, tried, passed, of, outcome } = step;
  if (to === undefined) return lastResort(routing, { because: "exhausted", of, outcome });
  if (to === agent) return returnToAgent(step, reason);
  const { id, route, renamed } = find(routing, to);
  if (tried.includes(id) || passed.includes(id))
    return lastResort(routing, { because: "tried before", id, outcome });
  const schedule = route.hours && own(routing.schedules, route.hours.schedule);
  const state = schedule && stateAt(schedule, at);
  if (route.hours && state?.open === false) {
    const { closed, schedule: name } = route.hours;
    const next: Step = { ...step, passed: [...passed, id], of: id, outcome: "closed" };
    const after = reason.because === "closed" ? { after: reason } : {};
    return go(next, closed, { because: "closed", of: id, schedule: name, state, ...after });
  }
  if (isBye(route.to) && !cameBySip(call, routing)) {
    const next: Step = {
      ...step,
      tried: [...tried, ...passed, id],
      passed: [],
      of: id,
      outcome: "refused",
    };
    return go(next, route.fallback, { because: "fallback", of: id, outcome: "refused" });
  }
  return attempt(routing, id, route, { ...call, tried }, renamed ?? reason);
}

function returnToAgent({ routing, call, tried, passed, of, outcome }: Step, reason: Reason): Decision {
  if (routing.agent === undefined) return lastResort(routing, { because: "no agent", of, outcome });
  const { chosen } = call;
  if (call.returned.includes(chosen))
    return lastResort(routing, { because: "second return", of: chosen, outcome });
  const visited = [...tried, ...passed];
  return { do: "return to agent", url: routing.agent.url, tried: visited, chosen, outcome, reason };
}

function lastResort(routing: Routing, reason: Reason): Decision {
  return { do: "last resort", message: routing.lastResort.message, reason };
}

function attempt(
  routing: Routing,
  destination: string,
  route: Route,
  call: ChosenCall,
  reason: Reason,
): Decision {
  const { to, ring, screening, recording } = route;
  return {
    do: "try",
    destination,
    to,
    callerId: shownNumber(route, call, routing),
    ring,
    screening,
    recording,
    tried: call.tried,
    chosen: call.chosen,
    reason,
  };
}

/** What the destination sees; undefined lets Twilio show the caller's own number. */
function shownNumber({ callerId }: Route, call: Call, { ownNumber }: Routing): string | undefined {
  if (callerId !== "caller" && callerId !== "called") return callerId;
  if (callerId === "caller" && (call.from === undefined || isShowable(call.from))) return undefined;
  return call.to !== undefined && isShowable(call.to) ? call.to : ownNumber;
}

/** A withheld caller has no number, and one that calls by SIP has none that a telephone could be shown. */
export function isShowable(number: string): boolean {
  return /^\+[1-9][0-9]{6,14}$/.test(number) && !withheld.has(number);
}

/** ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE, spelt on a keypad, stand for a withheld number. */
const withheld: ReadonlySet<string> = new Set([
  "+266696687",
  "+7378742833",
  "+2562533",
  "+8566696",
  "+86282452253",
]);

/** The destination of an id, of a former id, or the default one: a call in progress may name one that is gone. */
function find(
  routing: Routing,
  id: string,
): { readonly id: string; readonly route: Route; readonly renamed?: Reason } {
  const current = own(routing.destinations, id);
  if (current) return { id, route: current };
  const heir = own(routing.aliases, id);
  const inherited = heir === undefined ? undefined : own(routing.destinations, heir);
  if (heir !== undefined && inherited)
    return { id: heir, route: inherited, renamed: { because: "former id", id } };
  const fallback = own(routing.destinations, routing.default);
  if (!fallback) throw new Error(`The plan has no default destination "${routing.default}"`);
  return { id: routing.default, route: fallback, renamed: { because: "unknown destination", id } };
}
