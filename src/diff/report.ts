import type { Plan } from "../plan/plan.ts";
import type { Exceeded } from "../policy/exceeded.ts";
import type { Target } from "../target/target.ts";
import type { Change } from "./change.ts";
import type { Mask } from "./mask.ts";
import type { Place } from "./place.ts";

/** A comparison, as every format prints it. */
export interface Report {
  readonly before: Plan;
  readonly after: Plan;
  /** The two sides in the words of whoever asked, such as `HEAD (3f2a1c9)`. */
  readonly from: string;
  readonly to: string;
  /** Of the later plan: what `handoffs:expectedDigest` takes. */
  readonly digest: string;
  readonly changes: readonly Change[];
  readonly placeOf: (change: Change) => Place;
  /** Limits of the policy that the changes go beyond. */
  readonly exceeded: readonly Exceeded[];
  /** How many changes other environments have. */
  readonly others: readonly { readonly environment: string; readonly changes: number }[];
  readonly mask: Mask;
}

/** The target of a destination, which may be one that is gone. */
export function targetsOf({ before, after }: Pick<Report, "before" | "after">) {
  return (id: string): Target | undefined => (after.destinations[id] ?? before.destinations[id])?.to;
}
