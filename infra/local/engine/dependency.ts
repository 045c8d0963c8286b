/** What a resource state depends on. */
import type { ResourceState } from "./state.ts";
import { parseReference } from "./urn.ts";

/** URNs: parent, dependencies of the whole and of its properties, provider, what it is deleted with. */
export function dependenciesOf(state: ResourceState): ReadonlySet<string> {
  const urns = new Set([
    ...(state.dependencies ?? []),
    ...Object.values(state.propertyDependencies ?? {}).flat(),
  ]);
  if (state.parent !== undefined) urns.add(state.parent);
  if (state.provider !== undefined) urns.add(parseReference(state.provider).urn);
  if (state.deletedWith !== undefined) urns.add(state.deletedWith);
  return urns;
}
