/**
 * Which resources have to be deleted ahead of one that is deleted before its replacement exists: those that would
 * be replaced if the values that they take from it changed, and so on.
 */
import type { Deployment } from "../deployment.ts";
import type { ResourceState } from "../state/state.ts";
import { type Properties, unknown } from "../wire/property.ts";
import { isProviderType } from "../wire/urn.ts";

/**
 * In dependency order. What is registered already (`seen`) cannot depend on `root`, which is being registered;
 * a resource that still depends on it has not been, so that the old states tell.
 */
export async function dependentReplacements(
  d: Deployment,
  root: ResourceState,
  seen: ReadonlySet<string>,
): Promise<readonly ResourceState[]> {
  const condemned = new Set([root.urn]);
  const dependents: ResourceState[] = [];
  for (const state of d.snapshot.untouched()) {
    if (state === root || seen.has(state.urn) || state.delete || state.pendingReplacement) continue;
    if (await mustGo(d, state, condemned)) {
      condemned.add(state.urn);
      dependents.push(state);
    }
  }
  return dependents;
}

async function mustGo(d: Deployment, state: ResourceState, condemned: ReadonlySet<string>): Promise<boolean> {
  if (!state.custom || state.external || isProviderType(state.type)) return false;
  if (state.deletedWith !== undefined && condemned.has(state.deletedWith)) return true;
  const depends = (key: string) =>
    state.propertyDependencies?.[key]?.some((urn) => condemned.has(urn)) ?? false;
  if (!Object.keys(state.inputs).some(depends)) return false;
  const uncertain: Properties = Object.fromEntries(
    Object.entries(state.inputs).map(([key, value]) => [key, depends(key) ? unknown : value]),
  );
  const provider = await d.providers.get(state.provider ?? "");
  return (await provider.diff(state, uncertain, state.ignoreChanges ?? [])).replaces.length > 0;
}
