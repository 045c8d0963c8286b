/** Replaces a resource, before or after the old one is deleted. */
import type { Deployment } from "../deployment.ts";
import { Problem } from "../problem.ts";
import type { Goal } from "../program/goal.ts";
import type { Difference, ResourceOperations } from "../provider/operations.ts";
import type { ResourceState } from "../state/state.ts";
import { check } from "./check.ts";
import { dependentReplacements } from "./dependent-replacement.ts";
import type { Registrations } from "./registration.ts";
import { create, remove } from "./step.ts";

export interface Replacement {
  readonly operations: ResourceOperations;
  readonly fresh: ResourceState;
  readonly old: ResourceState;
  readonly diff: Difference;
  readonly goal: Goal;
}

export async function replace(
  d: Deployment,
  registrations: Registrations,
  { operations, fresh, old, diff, goal }: Replacement,
): Promise<ResourceState> {
  refuseProtected(old, fresh.protect === true);
  registrations.replaced.add(fresh.urn);
  // Defaults that Check took over from the old resource are not the new one's.
  const inputs = await check(operations, fresh.urn, {}, goal.inputs);
  const replacement = { ...fresh, inputs };
  const first = goal.deleteBeforeReplace ?? diff.deleteBeforeReplace;
  if (!first) return create(d, { operations, fresh: replacement, old, diff });

  const deletions = registrations.alone.then(async () => {
    const dependents = await dependentReplacements(d, old, registrations.seen);
    for (const dependent of dependents) refuseProtected(dependent, true);
    const withOthers = new Set([old.urn, ...dependents.map(({ urn }) => urn), ...registrations.deleted]);
    for (const dependent of dependents.toReversed()) {
      registrations.deleted.add(dependent.urn);
      await remove(d, dependent, { replacing: true, withOthers });
    }
    if (old.pendingReplacement !== true) await remove(d, old, { replacing: true, withOthers });
  });
  registrations.alone = deletions.catch(() => {});
  await deletions;
  const deletedOld = d.snapshot.old(old.urn) ?? old;
  return create(d, { operations, fresh: replacement, old: deletedOld, diff });
}

function refuseProtected(old: ResourceState, stillProtected: boolean): void {
  if (old.protect !== true || !stillProtected) return;
  throw new Problem(
    "It is protected, and this change would replace it, that is, delete it. " +
      "Remove `protect` from it in the program, and run again.",
    old.urn,
  );
}
