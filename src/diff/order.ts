import type { Both } from "./both.ts";
import type { Change, Kind } from "./change.ts";
import { type Reach, reachIn } from "./reach.ts";

/** Removals, then numbers, settings and the default, then destinations by how many callers come to them. */
export function inOrder({ before, after }: Both, changes: readonly Change[]): readonly Change[] {
  const [earlier, later] = [reachIn(before), reachIn(after)];
  const known = new Map<string, Reach>();
  const reachOf = (id: string): Reach => {
    const reach = known.get(id) ?? (Object.hasOwn(after.destinations, id) ? later : earlier)(id);
    known.set(id, reach);
    return reach;
  };
  const ranked = changes.map((change) => {
    const { subject } = change;
    const reach = "destination" in subject ? reachOf(subject.destination) : undefined;
    return {
      change,
      rank: rankOf(change, reach, after.default),
      name: Object.values(subject)[0] ?? "",
      follows: change.through !== undefined,
    };
  });
  ranked.sort(
    (a, b) =>
      a.rank.map((part, index) => part - (b.rank[index] ?? 0)).find((order) => order !== 0) ??
      (a.name === b.name ? Number(a.follows) - Number(b.follows) : a.name < b.name ? -1 : 1),
  );
  return ranked.map(({ change }) => change);
}

/** What callers lose. */
export const removals: ReadonlySet<Kind> = new Set([
  "number-removed",
  "removed",
  "merged",
  "former-id-removed",
]);

export const additions: ReadonlySet<Kind> = new Set(["number-added", "added", "former-id-added"]);

/** Less comes first. */
function rankOf(change: Change, reach: Reach | undefined, byDefault: string): readonly number[] {
  const { kind, subject } = change;
  const removed = removals.has(kind) ? 0 : 1;
  const group =
    "number" in subject ? 0 : "setting" in subject ? 1 : subject.destination === byDefault ? 2 : 3;
  return [removed, group, -(reach?.numbers.length ?? 0), -(reach?.destinations ?? 0)];
}
