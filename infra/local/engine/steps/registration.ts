/** Decides what becomes of one registered resource: same, create, update or replace. */

import type { Deployment } from "../deployment.ts";
import { Problem, refusal } from "../problem.ts";
import { formerUrns } from "../program/alias.ts";
import type { Goal } from "../program/goal.ts";
import { ignoring } from "../provider/difference.ts";
import { type Difference, noDifference, type ResourceOperations } from "../provider/operations.ts";
import type { ResourceState } from "../state/state.ts";
import { equal } from "../wire/property.ts";
import { covers, parsePath } from "../wire/property-path.ts";
import { isProviderType, makeUrn, packageOf, parseReference } from "../wire/urn.ts";
import { check } from "./check.ts";
import { declared } from "./declared.ts";
import { replace } from "./replacement.ts";
import { create, settle, update } from "./step.ts";

export interface Registrations {
  /** Every URN registered in this run. */
  readonly seen: Set<string>;
  /** Replaced in this run. */
  readonly replaced: Set<string>;
  /** Deleted ahead of what they depend on; registered again they are replacements. */
  readonly deleted: Set<string>;
  /** Old URN by new one, for resources found under an alias. */
  readonly renamed: Map<string, string>;
  /** Deleting before replacing touches other resources: one at a time. */
  alone: Promise<unknown>;
}

export function openRegistrations(): Registrations {
  return {
    seen: new Set(),
    replaced: new Set(),
    deleted: new Set(),
    renamed: new Map(),
    alone: Promise.resolve(),
  };
}

/** `provider` is the reference of the one that manages it. Returns the state that the program is told. */
export async function register(
  d: Deployment,
  registrations: Registrations,
  goal: Goal,
  provider: string | undefined,
): Promise<ResourceState> {
  const { seen, renamed, deleted } = registrations;
  const present = { ...goal, stack: d.stack, project: d.project.name };
  const urn = makeUrn(present);
  if (goal.parent !== undefined && !seen.has(goal.parent)) {
    throw new Problem(`The parent ${goal.parent} has not been registered.`, urn);
  }
  if (seen.has(urn)) {
    throw new Problem(
      `Two resources of type ${goal.type} are named "${goal.name}": names have to be unique.`,
      urn,
    );
  }
  seen.add(urn);

  const former = formerUrns(goal.aliases, present, renamed.get(goal.parent ?? ""));
  const old = [urn, ...former].map((name) => d.snapshot.old(name)).find((state) => state !== undefined);
  if (old !== undefined && old.urn !== urn) {
    renamed.set(urn, old.urn);
    d.snapshot.rename(old.urn, urn);
  }
  if (old?.external === true && goal.custom)
    throw refusal("the adoption of a resource that was only read", urn);

  const operations = await operationsFor(d, goal, provider);
  const gone = old === undefined || deleted.has(old.urn);
  let fresh = declared(goal, urn, provider, old);
  if (operations !== undefined) {
    const wanted = old === undefined ? goal.inputs : ignoring(goal.inputs, old.inputs, goal.ignoreChanges);
    fresh = {
      ...fresh,
      inputs: await check(operations, urn, gone ? {} : old.inputs, gone ? goal.inputs : wanted),
    };
  }

  if (old === undefined) return made(d, operations, fresh);
  if (deleted.delete(old.urn)) {
    registrations.replaced.add(urn);
    return made(d, operations, fresh, old);
  }
  const kept = { ...fresh, ...(old.id !== undefined && { id: old.id }), outputs: old.outputs };
  if (operations === undefined) {
    await settle(d, equal(old.inputs, fresh.inputs) ? "same" : "update", kept, old);
    return kept;
  }
  const diff = await difference(registrations, operations, old, fresh, goal);
  if (diff.replaces.length > 0 || old.pendingReplacement === true) {
    return replace(d, registrations, { operations, fresh, old, diff, goal });
  }
  if (diff.changed || old.initErrors !== undefined) return update(d, { operations, fresh: kept, old, diff });
  // A provider that sees no change goes on with the config that it was recorded with.
  if (isProviderType(goal.type)) await d.providers.same({ ...kept, inputs: old.inputs });
  await settle(d, "same", kept, old);
  return kept;
}

async function operationsFor(
  d: Deployment,
  goal: Goal,
  provider: string | undefined,
): Promise<ResourceOperations | undefined> {
  if (!goal.custom) return undefined;
  if (isProviderType(goal.type)) return d.providers.operations;
  if (provider === undefined) throw new Error(`no provider was found for ${goal.type}`);
  return d.providers.get(provider);
}

async function made(
  d: Deployment,
  operations: ResourceOperations | undefined,
  fresh: ResourceState,
  old?: ResourceState,
): Promise<ResourceState> {
  if (operations !== undefined) return create(d, { operations, fresh, ...(old !== undefined && { old }) });
  const now = new Date().toISOString();
  const component = { ...fresh, created: now, modified: now };
  await settle(d, "create", component, old);
  return component;
}

async function difference(
  { replaced }: Registrations,
  operations: ResourceOperations,
  old: ResourceState,
  fresh: ResourceState,
  { ignoreChanges, replaceOnChanges }: Goal,
): Promise<Difference> {
  if (fresh.deletedWith !== undefined && replaced.has(fresh.deletedWith)) {
    return { ...noDifference, changed: true, replaces: ["deletedWith"] };
  }
  refuseProviderChange(old, fresh);
  const diff = await operations.diff({ ...old, urn: fresh.urn }, fresh.inputs, ignoreChanges);
  if (!diff.changed) return { ...diff, replaces: [] };
  const forcing = replaceOnChanges.map(parsePath).filter((path) => path !== undefined);
  const forced = diff.diffs.filter((key) => forcing.some((path) => covers(path, [key])));
  return { ...diff, replaces: [...new Set([...diff.replaces, ...forced])] };
}

/** Another version of the same default provider manages what its predecessor made; any other change is refused. */
function refuseProviderChange(old: ResourceState, fresh: ResourceState): void {
  if (old.provider === fresh.provider) return;
  const [before, after] = [old, fresh].map((state) => parseReference(state.provider ?? ""));
  const isDefault = (urn = "") => /::default(_[^:]*)?$/.test(urn);
  const same = packageOf(old.type) === packageOf(fresh.type);
  if (!(same && isDefault(before?.urn) && isDefault(after?.urn))) {
    throw refusal("moving a resource to another provider", fresh.urn);
  }
}
