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
  const onError = new Set(Object.values(plan.numbers).map((number) => number.onError));
  const documents = bins(plan, onError);
  return { plan, bins: documents, digest: digest({ plan, bins: documents }) };
}
