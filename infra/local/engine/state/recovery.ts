/** What an earlier run that was killed has left half done, as its pending operations tell. */
import type { Deployment } from "../deployment.ts";
import type { StateContents } from "./state.ts";

/**
 * An interrupted update may have happened in part: the resource is marked so that the next run updates it. An
 * interrupted creation stays recorded until its resource is created: the provider finds its own half-made object.
 */
export function recovered({ resources, pending }: StateContents): StateContents {
  const updating = new Set(
    pending.flatMap(({ type, resource }) => (type === "updating" ? [resource.urn] : [])),
  );
  return {
    resources: resources.map((state) =>
      updating.has(state.urn) && state.delete !== true
        ? { ...state, initErrors: [...(state.initErrors ?? []), "its update was interrupted"] }
        : state,
    ),
    pending: pending.filter(({ type }) => type === "creating" || type === "deleting"),
  };
}

export function announceInterrupted(d: Deployment): void {
  for (const { type, resource } of d.snapshot.interrupted()) {
    if (type !== "creating") continue;
    d.report.diagnose(
      "info",
      "An earlier run was killed while creating this; it is created again.",
      resource.urn,
    );
  }
}

/** A resource whose deletion was interrupted may be gone; then it leaves the state before anything relies on it. */
export async function dropDeleted(d: Deployment): Promise<void> {
  const deleting = d.snapshot.interrupted().filter(({ type }) => type === "deleting");
  for (const { resource } of deleting) {
    const state = d.snapshot.untouched().find(({ urn, id }) => urn === resource.urn && id === resource.id);
    if (state?.provider === undefined || state.pendingReplacement === true) continue;
    const provider = await d.providers.get(state.provider);
    if ((await provider.read(state)) === undefined) d.snapshot.remove(state);
  }
  d.snapshot.forget(deleting);
}

/** Once everything stands, a creation that nobody asked for again can only be pointed at. */
export function forgetCreations(d: Deployment): void {
  for (const { resource } of d.snapshot.interrupted()) {
    d.report.diagnose(
      "warning",
      "An earlier run was killed while creating this, and it is not wanted any more. " +
        "If it was made after all, it has to be removed by hand.",
      resource.urn,
    );
  }
  d.snapshot.forget(d.snapshot.interrupted());
}
