/** What a run reports: the shapes that callers of the engine see. Terms are Pulumi's own. */

/** A property value as shown to people: secrets and unknowns are replaced by `[secret]` and `[unknown]`. */
export type Shown = null | boolean | number | string | readonly Shown[] | { readonly [key: string]: Shown };

/** A resource before or after a step. */
export interface ShownState {
  /** The provider's id; absent in previews of a creation. */
  readonly id?: string;
  readonly inputs: { readonly [key: string]: Shown };
  readonly outputs: { readonly [key: string]: Shown };
}

export type DiffKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

export interface PropertyDiff {
  readonly kind: DiffKind;
  /** True when the path is one of the inputs, false when it is one of the outputs. */
  readonly inputDiff: boolean;
}

/**
 * `create-replacement` and `delete-replaced` are the two halves of a replacement. A refresh reports `same`,
 * `update` (drift; the diff reads from the state to what was found) and `delete` (gone).
 */
export type StepOp =
  | "same"
  | "create"
  | "update"
  | "create-replacement"
  | "delete-replaced"
  | "delete"
  | "read";

export interface Step {
  readonly op: StepOp;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly old?: ShownState;
  readonly new?: ShownState;
  /** By property path, as the provider gave it: `routes.billing.to`. */
  readonly detailedDiff?: { readonly [path: string]: PropertyDiff };
  /** Top-level keys that changed. */
  readonly diffs?: readonly string[];
  /** Top-level keys that force a replacement. */
  readonly replaces?: readonly string[];
}

export interface Diagnostic {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** The resource it is about. */
  readonly urn?: string;
}

export type EngineEvent =
  | { readonly kind: "planned" | "started" | "done"; readonly step: Step }
  | { readonly kind: "failed"; readonly step: Step; readonly message: string }
  /** A line that the program or the provider printed. */
  | { readonly kind: "line"; readonly source: "program" | "provider"; readonly text: string }
  /** A short-lived progress message: show it in place of the last one of the same resource. */
  | { readonly kind: "status"; readonly message: string; readonly urn?: string }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic };

export interface Outcome {
  readonly status: "succeeded" | "failed";
  /** In the order in which they were decided. Default providers are left out, as the pulumi CLI does. */
  readonly steps: readonly Step[];
  /** The stack's outputs. */
  readonly outputs: { readonly [key: string]: Shown };
  readonly diagnostics: readonly Diagnostic[];
}
