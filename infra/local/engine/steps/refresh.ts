/** Brings the state to what the providers find. */

import type { Deployment } from "../deployment.ts";
import type { DiffKind, Step } from "../outcome.ts";
import { messageOf, Problem, Stopped } from "../problem.ts";
import { type Difference, noDifference } from "../provider/operations.ts";
import { dependenciesOf } from "../state/dependency.ts";
import type { ResourceState } from "../state/state.ts";
import { equal } from "../wire/property.ts";
import { isProviderType, parseReference } from "../wire/urn.ts";
import { describe } from "./step.ts";

export async function refreshAll(d: Deployment): Promise<void> {
  const before = d.snapshot.all();
  const results = await Promise.allSettled(before.map((state) => d.work.do(() => refreshed(d, state))));
  for (const result of results) if (result.status === "rejected") d.report.problem(result.reason);
  if (d.work.stopping.aborted) return;
  const found = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  d.snapshot.reset(withoutDangling(before, found));
  await d.snapshot.save();
}

/** Undefined when it is gone. */
async function refreshed(d: Deployment, old: ResourceState): Promise<ResourceState | undefined> {
  if (!old.custom || isProviderType(old.type) || old.pendingReplacement) return old;
  const step = describe("same", { old });
  d.report.started(step);
  try {
    const provider = await d.providers.get(old.provider ?? "");
    const found = await provider.read(old);
    if (found === undefined) {
      report(d, describe("delete", { old }));
      return undefined;
    }
    if (found.initErrors !== undefined) {
      d.report.diagnose("warning", `It is not complete:\n* ${found.initErrors.join("\n* ")}`, old.urn);
    }
    const { initErrors: _, ...rest } = old;
    const fresh = { ...rest, ...found, inputs: found.inputs ?? old.inputs };
    // Asked as the next update would be, whose diff reads the other way.
    const diff = old.external
      ? { ...noDifference, changed: !equal(fresh.outputs, old.outputs) }
      : inverted(await provider.diff(fresh, old.inputs, old.ignoreChanges ?? []));
    report(d, describe(diff.changed ? "update" : "same", { old, fresh, diff }));
    const moved = !equal(fresh.inputs, old.inputs) || !equal(fresh.outputs, old.outputs);
    return moved ? { ...fresh, modified: new Date().toISOString() } : fresh;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    d.report.failed(step, messageOf(error));
    d.work.stop();
    throw new Stopped();
  }
}

function report(d: Deployment, step: Step): void {
  d.report.planned(step);
  d.report.done(step);
}

const opposite: { readonly [kind in DiffKind]: DiffKind } = {
  add: "delete",
  "add-replace": "delete-replace",
  delete: "add",
  "delete-replace": "add-replace",
  update: "update",
  "update-replace": "update-replace",
};

function inverted(diff: Difference): Difference {
  const detailed = Object.entries(diff.detailedDiff ?? {});
  return {
    ...diff,
    ...(diff.detailedDiff !== undefined && {
      detailedDiff: Object.fromEntries(
        detailed.map(([path, { kind, inputDiff }]) => [path, { kind: opposite[kind], inputDiff }]),
      ),
    }),
  };
}

/** Without references to what is gone; the children of a gone parent move up to its own. */
function withoutDangling(
  before: readonly ResourceState[],
  found: readonly (ResourceState | undefined)[],
): readonly ResourceState[] {
  const present = new Set<string>();
  const parents = new Map(before.map(({ urn, parent }) => [urn, parent]));
  const standing = (parent: string | undefined): string | undefined =>
    parent === undefined || present.has(parent) ? parent : standing(parents.get(parent));
  return found.flatMap((state) => {
    if (state === undefined) return [];
    const repaired = [...dependenciesOf(state)].every((urn) => present.has(urn))
      ? state
      : repair(state, present, standing(state.parent));
    present.add(state.urn);
    return [repaired];
  });
}

function repair(
  state: ResourceState,
  present: ReadonlySet<string>,
  parent: string | undefined,
): ResourceState {
  const { dependencies, propertyDependencies, deletedWith, provider, parent: _, ...rest } = state;
  const keep = (urns: readonly string[] = []) => urns.filter((urn) => present.has(urn));
  if (provider !== undefined && !present.has(parseReference(provider).urn)) {
    throw new Error(`the provider of ${state.urn} is not in the state`);
  }
  const properties = Object.entries(propertyDependencies ?? {}).map(
    ([key, urns]) => [key, keep(urns)] as const,
  );
  return {
    ...rest,
    ...(provider !== undefined && { provider }),
    ...(parent !== undefined && { parent }),
    ...(dependencies !== undefined && { dependencies: keep(dependencies) }),
    ...(propertyDependencies !== undefined && { propertyDependencies: Object.fromEntries(properties) }),
    ...(deletedWith !== undefined && present.has(deletedWith) && { deletedWith }),
  };
}
