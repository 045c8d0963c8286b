/** What a resource state refers to. */

import { parseReference } from "../wire/urn.ts";
import type { ResourceState } from "./state.ts";

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

/** The same state with its references to renamed resources (old URN to new) brought up to date. */
export function withRenamed(state: ResourceState, renames: ReadonlyMap<string, string>): ResourceState {
  if (![...dependenciesOf(state)].some((urn) => renames.has(urn))) return state;
  const now = (urn: string) => renames.get(urn) ?? urn;
  const { parent, provider, deletedWith, dependencies, propertyDependencies } = state;
  const reference = provider === undefined ? undefined : parseReference(provider);
  const properties = Object.entries(propertyDependencies ?? {}).map(
    ([key, urns]) => [key, urns.map(now)] as const,
  );
  return {
    ...state,
    ...(parent !== undefined && { parent: now(parent) }),
    ...(reference !== undefined && { provider: `${now(reference.urn)}::${reference.id}` }),
    ...(deletedWith !== undefined && { deletedWith: now(deletedWith) }),
    ...(dependencies !== undefined && { dependencies: dependencies.map(now) }),
    ...(propertyDependencies !== undefined && { propertyDependencies: Object.fromEntries(properties) }),
  };
}
