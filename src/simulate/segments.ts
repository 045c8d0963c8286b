import { own } from "../evaluate/own.ts";
import { agent, type Routing } from "../evaluate/routing.ts";
import { changesBetween, stateAt } from "../schedule/state.ts";

/** A time at which the schedules are open and closed in a certain way. */
export interface Segment {
  /** The first such time: milliseconds since 1970, UTC. */
  readonly at: number;
  /** Ids of the schedules that are open then, among those that matter. */
  readonly open: readonly string[];
}

/**
 * Every way in which the schedules that a call to a destination can meet are open and closed between two times, each
 * once: times that are alike in this are alike for the call.
 */
export function segmentsFor(
  routing: Routing,
  destination: string,
  from: number,
  to: number,
): readonly Segment[] {
  const ids = schedulesReached(routing, destination);
  const times = new Set([from, ...ids.flatMap((id) => changesOf(routing, id, from, to))]);
  const segments = new Map<string, Segment>();
  for (const at of [...times].sort((a, b) => a - b)) {
    const open = ids.filter((id) => isOpen(routing, id, at));
    const key = open.join(" ");
    if (!segments.has(key)) segments.set(key, { at, open });
  }
  return [...segments.values()];
}

/**
 * Of every way in which those schedules change, the first such time between the two: milliseconds since 1970, UTC. A
 * call that rings meanwhile meets both.
 */
export function changesFor(
  routing: Routing,
  destination: string,
  from: number,
  to: number,
): readonly number[] {
  const ids = schedulesReached(routing, destination);
  const times = new Set(ids.flatMap((id) => changesOf(routing, id, from, to)));
  const distinct = new Map<string, number>();
  const openAt = (at: number) => ids.filter((id) => isOpen(routing, id, at)).join(" ");
  for (const at of [...times].sort((a, b) => a - b)) {
    const key = `${openAt(at - 1)} → ${openAt(at)}`;
    if (!distinct.has(key)) distinct.set(key, at);
  }
  return [...distinct.values()];
}

/** The schedules of every destination that a call can come to without the agent. */
function schedulesReached(routing: Routing, destination: string): readonly string[] {
  const seen = new Set<string>();
  const schedules = new Set<string>();
  const queue = [destination];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const route = own(routing.destinations, id);
    if (seen.has(id) || !route) continue;
    seen.add(id);
    if (route.hours) schedules.add(route.hours.schedule);
    for (const next of [route.fallback, route.hours?.closed])
      if (next !== undefined && next !== agent) queue.push(next);
  }
  return [...schedules].sort();
}

function changesOf(routing: Routing, id: string, from: number, to: number): readonly number[] {
  const schedule = own(routing.schedules, id);
  return schedule ? changesBetween(schedule, from, to).map(({ at }) => at) : [];
}

function isOpen(routing: Routing, id: string, at: number): boolean {
  const schedule = own(routing.schedules, id);
  return schedule === undefined || stateAt(schedule, at).open;
}
