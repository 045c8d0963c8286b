/** What the engine asks of whoever manages a resource: a provider, or the engine itself for providers. */
import type { PropertyDiff } from "../outcome.ts";
import type { ResourceState } from "../state/state.ts";
import type { Properties } from "../wire/property.ts";

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface Difference {
  readonly changed: boolean;
  /** Top-level keys. */
  readonly diffs: readonly string[];
  readonly replaces: readonly string[];
  readonly detailedDiff?: { readonly [path: string]: PropertyDiff };
  readonly deleteBeforeReplace: boolean;
}

/** What stands after a creation or an update; with `initErrors` it stands, but not as it should. */
export interface Made {
  readonly id: string;
  readonly outputs: Properties;
  readonly initErrors?: readonly string[];
}

export interface Found {
  readonly id: string;
  readonly inputs?: Properties;
  readonly outputs: Properties;
  readonly initErrors?: readonly string[];
}

/** Every operation throws a Problem when it fails and nothing is known to have been made. */
export interface ResourceOperations {
  check(urn: string, olds: Properties, news: Properties): Promise<Checked>;
  diff(old: ResourceState, news: Properties, ignoreChanges: readonly string[]): Promise<Difference>;
  create(resource: ResourceState): Promise<Made>;
  /** `resource` has the new inputs and the old id. */
  update(old: ResourceState, resource: ResourceState): Promise<Made>;
  delete(old: ResourceState): Promise<void>;
}

export const noDifference: Difference = {
  changed: false,
  diffs: [],
  replaces: [],
  deleteBeforeReplace: false,
};
