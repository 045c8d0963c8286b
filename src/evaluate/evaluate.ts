import type { Decision, Reason } from "./decision.ts";
import type { Call, Event } from "./event.ts";
import { nameOf, type OutcomeName, reached } from "./outcome.ts";
import { own } from "./own.ts";
import { agent, type CallerId, type Route, type Routing } from "./routing.ts";

/**
 * Decides what happens next to a call. Pure and total: every event has a decision, and a call that keeps failing
 * reaches the last resort after at most as many attempts as there are destinations. The router, `simulate` and
 * `diff` all ask this one function.
 */
export function evaluate(routing: Routing, event: Event): Decision {
  const { id, route, renamed } = find(routing, event.destination);
  if (event.type === "handoff") return attempt(id, route, event.call, renamed ?? { because: "handed off" });
  const outcome = nameOf(event.outcome);
  if (reached(event.outcome)) return { do: "hang up", reason: { because: "conversation ended", outcome } };
  return next(routing, id, route, event.call, outcome);
}

function next(routing: Routing, of: string, route: Route, call: Call, outcome: OutcomeName): Decision {
  const tried = [...call.tried, of];
  const lastResort = (reason: Reason): Decision => ({
    do: "last resort",
    message: routing.lastResort.message,
    reason,
  });
  if (route.fallback === undefined) return lastResort({ because: "exhausted", of, outcome });
  if (route.fallback === agent) {
    if (routing.agent === undefined) return lastResort({ because: "no agent", of, outcome });
    const chosen = tried[0] ?? of;
    if (call.returned.includes(chosen)) return lastResort({ because: "second return", of: chosen, outcome });
    return {
      do: "return to agent",
      url: routing.agent.url,
      tried,
      outcome,
      reason: { because: "fallback", of, outcome },
    };
  }
  const fallback = find(routing, route.fallback);
  if (tried.includes(fallback.id)) return lastResort({ because: "tried before", id: fallback.id, outcome });
  return attempt(fallback.id, fallback.route, { ...call, tried }, { because: "fallback", of, outcome });
}

function attempt(destination: string, route: Route, call: Call, reason: Reason): Decision {
  const { to, ring, screening, recording } = route;
  return {
    do: "try",
    destination,
    to,
    callerId: shownNumber(route.callerId, call),
    ring,
    screening,
    recording,
    tried: call.tried,
    reason,
  };
}

/** A withheld caller cannot be shown (Twilio sends no number then), so the number that was called stands in. */
function shownNumber(callerId: CallerId, call: Call): string | undefined {
  if (callerId === "caller")
    return call.from === undefined || e164.test(call.from) ? undefined : ownNumber(call);
  return callerId === "called" ? ownNumber(call) : callerId;
}

function ownNumber({ to }: Call): string | undefined {
  return to !== undefined && e164.test(to) ? to : undefined;
}

const e164 = /^\+[1-9][0-9]{6,14}$/;

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
