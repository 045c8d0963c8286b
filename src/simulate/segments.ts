import { own } from "../evaluate/own.ts";
import { agent, type Routing } from "../evaluate/routing.ts";
import { changesBetween, stateAt } from "../schedule/state.ts";

/** A time at which some schedules are open and closed in a certain way. */
export interface Segment {
  /** The first such time: milliseconds since 1970, UTC. */
  readonly at: number;
  /** Ids of the schedules that are open then. */
  readonly open: readonly string[];
}

/** How some schedules go between two times. */
export interface Hours {
  /** Every way in which they are open and closed, once: times that are alike in this are alike for a call. */
  readonly segments: readonly Segment[];
  /** Of every way in which they change, the first time. A call that rings meanwhile meets both. */
  readonly changes: readonly number[];
}

/** The hours of the given schedules between two times, in milliseconds since 1970, UTC. */
export function hoursOf(routing: Routing, ids: readonly string[], from: number, to: number): Hours {
  const open = new Set(ids.filter((id) => isOpen(routing, id, from)));
  const now = () => ids.filter((id) => open.has(id));
  let before = now().join(" ");
  const segments = new Map<string, Segment>([[before, { at: from, open: now() }]]);
  const changes = new Map<string, number>();
  const all = changesOf(routing, ids, from, to);
  for (const [index, { id, at, opens }] of all.entries()) {
    if (opens) open.add(id);
    else open.delete(id);
    if (all[index + 1]?.at === at) continue;
    const after = now().join(" ");
    if (!segments.has(after)) segments.set(after, { at, open: now() });
    if (!changes.has(`${before} → ${after}`)) changes.set(`${before} → ${after}`, at);
    before = after;
  }
  return { segments: [...segments.values()], changes: [...changes.values()] };
}

/** The schedules, in order, of every destination that a call can come to without the agent. */
export function schedulesReached(routing: Routing, destination: string): readonly string[] {
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

/** What opens and closes after `from`, in order. */
function changesOf(
  routing: Routing,
  ids: readonly string[],
  from: number,
  to: number,
): readonly { readonly id: string; readonly at: number; readonly opens: boolean }[] {
  return ids
    .flatMap((id) => {
      const schedule = own(routing.schedules, id);
      const changes = schedule ? changesBetween(schedule, from + 1, to) : [];
      return changes.map(({ at, open }) => ({ id, at, opens: open }));
    })
    .sort((one, other) => one.at - other.at);
}

function isOpen(routing: Routing, id: string, at: number): boolean {
  const schedule = own(routing.schedules, id);
  return schedule === undefined || stateAt(schedule, at).open;
}
