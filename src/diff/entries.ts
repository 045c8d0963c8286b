import type { Change, Kind } from "./change.ts";
import type { Place } from "./place.ts";

/** Changes that are one to a reader: several destinations of which the same can be said. */
export interface Entry {
  readonly change: Change;
  readonly ids: readonly string[];
  readonly places: readonly Place[];
  /** Destinations whose calls come along, as they pass them on to one of `ids`. */
  readonly followers: readonly string[];
}

const shared: ReadonlySet<Kind> = new Set([
  "arrival",
  "fallback",
  "caller-id",
  "ring",
  "screening",
  "recording",
]);

/** In the order of their first changes. What follows from another change is told there. */
export function entriesOf(changes: readonly Change[], placeOf: (change: Change) => Place): readonly Entry[] {
  const direct = new Set(
    changes
      .filter(({ kind, through }) => kind === "arrival" && through === undefined)
      .map((change) => wayKey(idOf(change), change)),
  );
  const followers = new Map<string, Set<string>>();
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const { through } = change;
    if (through !== undefined && direct.has(wayKey(through, change))) {
      const known = followers.get(through) ?? new Set();
      followers.set(through, known.add(idOf(change)));
      continue;
    }
    const key = keyOf(change);
    const known = groups.get(key);
    if (known) known.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [change] = group;
    if (!change) return [];
    const ids = group.map(idOf);
    const places = new Map(group.map(placeOf).map((place) => [`${place.file}:${place.line}`, place]));
    const following = change.kind === "arrival" ? ids.flatMap((id) => [...(followers.get(id) ?? [])]) : [];
    return [{ change, ids, places: [...places.values()], followers: [...new Set(following)] }];
  });
}

/** A call that comes along may go elsewhere in the end: what it has tried before does not ring again. */
function wayKey(through: string, { before, after }: Change): string {
  return JSON.stringify([through, before, after], (key, value) => (key === "tried" ? undefined : value));
}

function idOf({ subject }: Change): string {
  return Object.values(subject)[0] ?? "";
}

/** The same for changes that one sentence can tell, whichever destination they are about. */
function keyOf(change: Change): string {
  const id = idOf(change);
  const { kind, when, outcomes, before, after, through } = change;
  if (!shared.has(kind)) return JSON.stringify([kind, change.subject, before, after, when, outcomes]);
  return JSON.stringify([kind, when, outcomes, through, before, after], (_, value) =>
    value === id ? "itself" : value,
  );
}
