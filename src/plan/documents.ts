import { bins } from "../twiml/bins.ts";
import { digest } from "./digest.ts";
import type { Plan } from "./plan.ts";

/** A plan with its TwiML documents by path, and the digest of both: what `pulumi up` deploys. */
export interface Deployable {
  readonly plan: Plan;
  readonly bins: Readonly<Record<string, string>>;
  /** SHA-256 in hex. */
  readonly digest: string;
}

export function deployable(plan: Plan): Deployable {
  const documents = bins(plan, onErrorOf(plan));
  return { plan, bins: documents, digest: digest({ plan, bins: documents }) };
}

/** The destinations that numbers name for the day on which the agent or the router fails. */
export function onErrorOf(plan: Plan): ReadonlySet<string> {
  return new Set(Object.values(plan.numbers).map(({ onError }) => onError));
}
