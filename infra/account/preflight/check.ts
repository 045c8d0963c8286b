import type { ValidCatalog } from "../../../src/catalog/catalog.ts";
import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import type { Operation } from "../../provider/operation.ts";

/** An environment that is to be deployed, and the account that it is to be deployed to. */
export interface Subject {
  readonly catalog: ValidCatalog;
  readonly plan: Plan;
  readonly operation: Operation;
  /** What the account says of itself; undefined where the credentials may not read it. */
  readonly account: AccountFacts | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** https://www.twilio.com/docs/iam/api/account#account-properties */
export interface AccountFacts {
  readonly status: string;
  readonly type: string;
}

/** One question that the account is asked. It asks only what the environment needs, and changes nothing. */
export interface Check {
  /** What cannot be said when Twilio does not answer, e.g. "whether its queues exist". */
  readonly question: string;
  readonly run: (subject: Subject) => Promise<readonly Diagnostic[]>;
}
