import { isDeepStrictEqual } from "node:util";
import { own } from "../evaluate/own.ts";
import type { Plan, PlannedDestination } from "../plan/plan.ts";

/** What has become of the destinations and former ids of a plan. */
export interface Heirs {
  /** Destinations of both plans: the earlier id and the later one. */
  readonly kept: readonly (readonly [before: string, after: string])[];
  /** Gone, and calls to their ids go to a destination that was there before. */
  readonly merged: readonly (readonly [before: string, heir: string])[];
  /** Gone without an heir. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Former ids: each with the later ids of what they led to, and lead to; undefined is to nothing. */
  readonly former: readonly (readonly [id: string, before: string | undefined, after: string | undefined])[];
  /** The later id of an earlier one: of one that was merged, its heir's. */
  readonly idOf: (before: string) => string;
  /** The same for a reader: one that was merged goes by its own name, as its heir is another. */
  readonly nameOf: (before: string) => string;
}

export function heirsOf(before: Plan, after: Plan): Heirs {
  const kept = new Map<string, string>();
  const merged = new Map<string, string>();
  const removed: string[] = [];
  const taken = new Set<string>();
  const gone = Object.keys(before.destinations).filter((id) => {
    const stays = Object.hasOwn(after.destinations, id);
    if (stays) kept.set(id, id);
    return !stays;
  });
  // Of several that end in one new destination, the one that reached the same was renamed.
  for (const id of gone.sort((a, b) => likeness(b) - likeness(a))) {
    const heir = own(after.aliases, id);
    if (heir === undefined) removed.push(id);
    else if (Object.hasOwn(before.destinations, heir) || taken.has(heir)) merged.set(id, heir);
    else kept.set(id, heir);
    if (heir !== undefined) taken.add(heir);
  }
  const idOf = (id: string) => kept.get(id) ?? merged.get(id) ?? id;
  const heirs = new Set(kept.values());
  const aliases = new Set([...Object.keys(before.aliases), ...Object.keys(after.aliases)]);
  const former = [...aliases]
    .filter((id) => !Object.hasOwn(before.destinations, id) && !Object.hasOwn(after.destinations, id))
    .map((id) => {
      const led = own(before.aliases, id);
      return [id, led === undefined ? undefined : idOf(led), own(after.aliases, id)] as const;
    })
    .filter(([, led, leads]) => led !== leads);
  return {
    kept: [...kept],
    merged: [...merged],
    removed,
    added: Object.keys(after.destinations).filter((id) => !heirs.has(id)),
    former,
    idOf,
    nameOf: (id) => kept.get(id) ?? id,
  };

  function likeness(id: string): number {
    const [one, other] = [before.destinations[id], after.destinations[own(after.aliases, id) ?? ""]];
    return one && other && reachesTheSame(one, other) ? 1 : 0;
  }
}

export function reachesTheSame({ to }: PlannedDestination, other: PlannedDestination): boolean {
  return isDeepStrictEqual(to, other.to);
}
