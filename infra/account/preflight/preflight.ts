import { byPosition, type Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import { RequestError } from "../../provider/client/errors.ts";
import { redact } from "../../provider/log.ts";
import type { Check, Subject } from "./check.ts";
import { seeAccount } from "./credentials.ts";
import { endpointProblems } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { domains, numbers } from "./numbers.ts";
import { permissions } from "./permissions.ts";
import { environmentPlace, found } from "./places.ts";
import { queues } from "./queues.ts";
import { regions } from "./regions.ts";
import { callerIds, trial } from "./verified.ts";
import { workflows } from "./workflows.ts";

/** All that is asked once the credentials are known to be good. */
const checks: readonly Check[] = [
  numbers,
  domains,
  regions,
  permissions,
  callerIds,
  trial,
  workflows,
  queues,
  limits,
];

/** What a deployment to the account would meet, in the order of the files. */
export async function preflight(subject: Omit<Subject, "account">): Promise<readonly Diagnostic[]> {
  const unreachable = endpointProblems(subject);
  if (unreachable.length > 0) return unreachable;
  try {
    const { account, diagnostics } = await seeAccount(subject);
    if (diagnostics.some(({ severity }) => severity === "error")) return diagnostics;
    const all = await Promise.all(checks.map((check) => run(check, { ...subject, account })));
    return unique([...diagnostics, ...all.flat()]).sort(byPosition);
  } catch (error) {
    return [unanswered(subject, "error", error)];
  }
}

async function run(check: Check, subject: Subject): Promise<readonly Diagnostic[]> {
  try {
    return await check.run(subject);
  } catch (error) {
    return [unanswered(subject, "warning", error, check.question)];
  }
}

/** A question without an answer is said to be open: nobody is to take it for a yes. A fault of ours stays one. */
function unanswered(
  subject: Omit<Subject, "account">,
  severity: "error" | "warning",
  error: unknown,
  question?: string,
): Diagnostic {
  if (!(error instanceof RequestError) || subject.operation.signal.aborted) throw error;
  const what = question === undefined ? "Nothing was checked." : `It was not checked ${question}.`;
  return found(environmentPlace(subject), {
    code: "not-checked",
    severity,
    message: `${what} ${redact(error.message)}`,
  });
}

/** Destinations with one catch-all have their problem in one place. */
function unique(all: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, file, line, column, message }: Diagnostic) =>
    [code, file, line, column, message].join("\n");
  return [...new Map(all.map((diagnostic) => [key(diagnostic), diagnostic])).values()];
}
