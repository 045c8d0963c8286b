/** Deletes resources, each after everything that depends on it. */

import type { Deployment } from "../deployment.ts";
import { Problem } from "../problem.ts";
import { dependenciesOf } from "../state/dependency.ts";
import type { ResourceState } from "../state/state.ts";
import { remove } from "./step.ts";

/** `condemned` in the order of the state. Nothing is deleted if any of them is protected. */
export async function deleteAll(d: Deployment, condemned: readonly ResourceState[]): Promise<void> {
  const guarded = condemned.filter((state) => state.protect === true && state.delete !== true);
  for (const { urn } of guarded) {
    d.report.problem(
      new Problem(
        "It is protected and cannot be deleted. Remove `protect` from it in the program and run `up`.",
        urn,
      ),
    );
  }
  if (guarded.length > 0) return;

  const withOthers = new Set(condemned.map(({ urn }) => urn));
  const dependents = dependentsAmong(condemned);
  const deletions = new Map<ResourceState, Promise<void>>();
  const deletion = (state: ResourceState): Promise<void> => {
    const known = deletions.get(state);
    if (known !== undefined) return known;
    // One that fails keeps what it depends on.
    const mine = Promise.all((dependents.get(state) ?? []).map(deletion)).then(() =>
      remove(d, state, { replacing: false, withOthers }),
    );
    deletions.set(state, mine);
    return mine;
  };
  for (const result of await Promise.allSettled(condemned.map(deletion))) {
    if (result.status === "rejected") d.report.problem(result.reason);
  }
}

/** A URN may stand for several states; a dependency always comes earlier in the state than its dependents. */
function dependentsAmong(
  states: readonly ResourceState[],
): ReadonlyMap<ResourceState, readonly ResourceState[]> {
  const dependents = new Map<ResourceState, ResourceState[]>();
  const earlier = new Map<string, ResourceState[]>();
  for (const state of states) {
    for (const urn of dependenciesOf(state)) {
      for (const dependency of earlier.get(urn) ?? []) {
        dependents.set(dependency, [...(dependents.get(dependency) ?? []), state]);
      }
    }
    earlier.set(state.urn, [...(earlier.get(state.urn) ?? []), state]);
  }
  return dependents;
}
