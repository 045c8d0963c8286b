/** Carries out one step: announces it, records it as pending, asks the provider, records what came of it. */
import type { Deployment } from "../deployment.ts";
import type { ShownState, Step, StepOp } from "../outcome.ts";
import { messageOf, Problem, Stopped } from "../problem.ts";
import type { Difference, Made, ResourceOperations } from "../provider/operations.ts";
import type { PendingOperation, ResourceState } from "../state/state.ts";
import { isSigned, type Properties, secret, shown } from "../wire/property.ts";
import { isProviderType, urnName } from "../wire/urn.ts";

export function describe(
  op: StepOp,
  { old, fresh, diff }: { old?: ResourceState; fresh?: ResourceState; diff?: Difference },
): Step {
  const { urn, type } = fresh ?? old ?? { urn: "", type: "" };
  return {
    op,
    urn,
    type,
    name: urnName(urn),
    ...(old !== undefined && { old: shownState(old) }),
    ...(fresh !== undefined && { new: shownState(fresh) }),
    ...(diff?.detailedDiff !== undefined && { detailedDiff: diff.detailedDiff }),
    ...(diff !== undefined && { diffs: diff.diffs, replaces: diff.replaces }),
  };
}

function shownState({ id, inputs, outputs }: ResourceState): ShownState {
  return { ...(id !== undefined && { id }), inputs: shown(inputs), outputs: shown(outputs) };
}

/** Default providers are the engine's own business and are left out of the report. */
function isReported({ type, name }: Step): boolean {
  return !(isProviderType(type) && /^default(_|$)/.test(name));
}

/** Records a state that needs no work. */
export async function settle(
  d: Deployment,
  op: "same" | "create" | "update",
  fresh: ResourceState,
  old?: ResourceState,
) {
  const step = describe(op, { fresh, ...(old !== undefined && { old }) });
  if (isReported(step)) d.report.planned(step);
  d.snapshot.put(fresh, old);
  await d.snapshot.save();
  if (isReported(step) && !d.dryRun) d.report.done(step);
}

/**
 * `task` asks the provider and puts the result into the snapshot; it runs between the record of the pending
 * operation and its end. A failure stops the run.
 */
export async function perform(
  d: Deployment,
  step: Step,
  pending: PendingOperation,
  task: () => Promise<void>,
): Promise<void> {
  const reported = isReported(step);
  if (reported) d.report.planned(step);
  await d.work.do(async () => {
    const end = d.snapshot.begin(pending);
    await d.snapshot.save();
    if (reported && !d.dryRun) d.report.started(step);
    try {
      await task();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      d.report.failed(step, messageOf(error));
      d.work.stop();
      throw new Stopped();
    } finally {
      end();
      await d.snapshot.save();
    }
    if (reported && !d.dryRun) d.report.done(step);
  });
}

export interface Change {
  readonly operations: ResourceOperations;
  readonly fresh: ResourceState;
  readonly old?: ResourceState;
  readonly diff?: Difference;
}

/** Creates `fresh`; as a replacement, `old` stays in the state marked for deletion unless it is gone already. */
export async function create(
  d: Deployment,
  { operations, fresh, old, diff }: Change,
): Promise<ResourceState> {
  let result = fresh;
  const op = old === undefined ? "create" : "create-replacement";
  const step = describe(op, {
    fresh,
    ...(old !== undefined && { old }),
    ...(diff !== undefined && { diff }),
  });
  await perform(d, step, { type: "creating", resource: fresh }, async () => {
    const made = await operations.create(fresh);
    const now = new Date().toISOString();
    result = finished({ ...fresh, created: now, modified: now }, made);
    if (old?.pendingReplacement === true) d.snapshot.put(result, old);
    else {
      if (old !== undefined) d.snapshot.amend(old, { ...old, delete: true });
      d.snapshot.put(result);
    }
    refuseHalfMade(made);
  });
  return result;
}

export async function update(
  d: Deployment,
  { operations, fresh, old, diff }: Change & { readonly old: ResourceState },
): Promise<ResourceState> {
  let result = fresh;
  const step = describe("update", { fresh, old, ...(diff !== undefined && { diff }) });
  await perform(d, step, { type: "updating", resource: fresh }, async () => {
    const made = await operations.update(old, fresh);
    result = finished({ ...fresh, modified: new Date().toISOString() }, made);
    d.snapshot.put(result, old);
    refuseHalfMade(made);
  });
  return result;
}

/**
 * Deletes `old`. With `replacing` it stays in the state as deleted, its replacement to come. `withOthers` are
 * the URNs deleted by the same run: what is `deletedWith` one of them needs no call of its own.
 */
export async function remove(
  d: Deployment,
  old: ResourceState,
  { replacing, withOthers }: { readonly replacing: boolean; readonly withOthers: ReadonlySet<string> },
): Promise<void> {
  const op = replacing || old.delete === true ? "delete-replaced" : "delete";
  await perform(d, describe(op, { old }), { type: "deleting", resource: old }, async () => {
    if (!d.dryRun && needsDelete(old, withOthers)) {
      await (await d.providers.get(old.provider ?? "")).delete(old);
    }
    if (replacing) d.snapshot.amend(old, { ...old, pendingReplacement: true });
    else d.snapshot.remove(old);
  });
}

function needsDelete(old: ResourceState, withOthers: ReadonlySet<string>): boolean {
  if (!old.custom || old.external || old.retainOnDelete || old.pendingReplacement) return false;
  if (isProviderType(old.type)) return false;
  return old.deletedWith === undefined || !withOthers.has(old.deletedWith);
}

/** The state with what the provider returned; whatever was secret going in stays secret coming out. */
function finished(state: ResourceState, made: Made): ResourceState {
  const hidden = new Set(state.additionalSecretOutputs);
  const conceal = ([key, value]: [string, Properties[string]]) =>
    [key, hidden.has(key) || isSigned(state.inputs[key], "secret") ? secret(value) : value] as const;
  const outputs = Object.fromEntries(Object.entries(made.outputs).map(conceal));
  return { ...state, id: made.id, outputs, ...(made.initErrors && { initErrors: made.initErrors }) };
}

function refuseHalfMade({ initErrors }: Made): void {
  if (initErrors === undefined) return;
  throw new Problem(
    `It was made but is not complete; the next run will update it.\n* ${initErrors.join("\n* ")}`,
  );
}
