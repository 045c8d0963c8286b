/**
 * The stack's resources while a run changes them: what this run has settled, in that order, then what it has not
 * touched yet. That order is always a topological one. Changes are made at once and written by `save`.
 */

import { equal } from "../wire/property.ts";
import { withRenamed } from "./dependency.ts";
import type { PendingOperation, ResourceState, StateContents } from "./state.ts";

export interface Snapshot {
  /** All of them, dependencies before dependents. */
  all(): readonly ResourceState[];
  /** Those of earlier runs that this one has not settled. */
  untouched(): readonly ResourceState[];
  /** The untouched state of `urn` that is not merely awaiting its deletion. */
  old(urn: string): ResourceState | undefined;
  /** The settled state of `urn`. */
  settled(urn: string): ResourceState | undefined;
  /** Settles `state`, in place of `previous`. */
  put(state: ResourceState, previous?: ResourceState): void;
  /** Exchanges a state where it stands. */
  amend(state: ResourceState, changed: ResourceState): void;
  remove(state: ResourceState): void;
  /** What refers to the URN `from` is written as referring to `to`. */
  rename(from: string, to: string): void;
  /** Exchanges everything. */
  reset(resources: readonly ResourceState[]): void;
  /** Records an operation that is about to begin; the result takes it off again. */
  begin(operation: PendingOperation): () => void;
  /** Operations of an earlier run that was killed; a creation or removal of the same URN settles them. */
  interrupted(): readonly PendingOperation[];
  forget(operations: readonly PendingOperation[]): void;
  /** Resolves when every change so far is on disk; writes only if there is one. */
  save(): Promise<void>;
}

export function openSnapshot(
  { resources, pending }: StateContents,
  storeIn: (render: () => StateContents) => () => Promise<void>,
): Snapshot {
  let settled: ResourceState[] = [];
  let untouched: ResourceState[] = [...resources];
  let interrupted: PendingOperation[] = [...pending];
  const running = new Set<PendingOperation>();
  const renames = new Map<string, string>();

  let dirty = false;
  let latest: Promise<void> = Promise.resolve();
  const all = () => [...settled, ...untouched];
  const write = storeIn(() => {
    dirty = false;
    const resources = all().map((state) => (renames.size === 0 ? state : withRenamed(state, renames)));
    return { resources, pending: [...running, ...interrupted] };
  });
  const settleOperations = (urn: string): void => {
    const left = interrupted.filter(({ resource }) => resource.urn !== urn);
    dirty ||= left.length < interrupted.length;
    interrupted = left;
  };
  const drop = (state: ResourceState | undefined): void => {
    settled = settled.filter((other) => other !== state);
    untouched = untouched.filter((other) => other !== state);
  };

  return {
    all,
    untouched: () => untouched,
    old: (urn) => untouched.find((state) => state.urn === urn && state.delete !== true),
    settled: (urn) => settled.find((state) => state.urn === urn),
    put(state, previous) {
      drop(previous);
      settled.push(state);
      const created = previous === undefined || previous.pendingReplacement === true;
      if (created) settleOperations(state.urn);
      dirty ||= !equal(state, previous);
    },
    amend(state, changed) {
      const exchange = (other: ResourceState) => (other === state ? changed : other);
      settled = settled.map(exchange);
      untouched = untouched.map(exchange);
      dirty = true;
    },
    remove(state) {
      drop(state);
      settleOperations(state.urn);
      dirty = true;
    },
    rename(from, to) {
      renames.set(from, to);
      dirty = true;
    },
    reset(fresh) {
      settled = [];
      untouched = [...fresh];
      dirty = true;
    },
    begin(operation) {
      running.add(operation);
      dirty = true;
      return () => {
        running.delete(operation);
        dirty = true;
      };
    },
    interrupted: () => interrupted,
    forget(operations) {
      interrupted = interrupted.filter((operation) => !operations.includes(operation));
      dirty = true;
    },
    save() {
      if (dirty) latest = write();
      return latest;
    },
  };
}
