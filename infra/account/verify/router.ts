import pLimit from "p-limit";
import { legIn } from "../../../src/evaluate/by-sip.ts";
import type { Deployable } from "../../../src/plan/documents.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { routerPath } from "../../../src/twiml/paths.ts";
import { readFunction } from "../../provider/client/content.ts";
import { askServed } from "../../provider/client/served.ts";
import type { Operation } from "../../provider/operation.ts";
import { concurrency, hint } from "./documents.ts";
import { different, type Finding, release, type Subject } from "./finding.ts";
import type { Live } from "./live.ts";
import { routerTwin } from "./twin.ts";

/**
 * Asks the deployed router for each destination, first and after a leg that failed, as Twilio would, and compares its
 * TwiML with what the same code says of the plan. Its code can be compared without the auth token too.
 */
export async function checkRouter(
  operation: Operation,
  { plan }: Deployable,
  { serviceSid, domainName, build }: Live,
): Promise<readonly Finding[]> {
  const version = build.functionVersions.get(routerPath);
  if (version === undefined) return [];
  const twin = routerTwin(plan);
  const owner = build.owners.get(version) ?? "";
  const isOurs = (await readFunction(operation, serviceSid, owner, version)) === twin.code;
  const other: readonly Finding[] = isOurs
    ? []
    : [different(release, "The router is of another version of handoffs than this one.")];
  const { authToken } = operation.configuration;
  if (authToken === undefined) return other;
  const limit = pLimit(concurrency);
  const answers = questions(plan).map(({ id, query, report }) =>
    limit(async (): Promise<readonly Finding[]> => {
      const form = new URLSearchParams({ ...callOf(operation, plan), ...report });
      const parameters = { ...Object.fromEntries(form), ...query };
      // A destination may open or close while it is asked.
      const before = await twin.answer(parameters);
      const path = `${routerPath}?${new URLSearchParams(query)}`;
      const { status, body } = await askServed(operation, { domainName, path, form, authToken });
      const after = await twin.answer(parameters);
      const subject: Subject = { kind: "destination", id };
      const when = report === undefined ? "" : " after a leg that failed";
      if (status !== 200)
        return [different(subject, `The router answers with HTTP ${status}${when}.${hint(status)}`)];
      const found = withoutPassword(body);
      if (found === before || found === after) return [];
      const message = `The router does not answer as planned${when}.`;
      return [{ ...different(subject, message), planned: after, found }];
    }),
  );
  return [...other, ...(await Promise.all(answers)).flat()];
}

interface Question {
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly report?: Readonly<Record<string, string>>;
}

function questions(plan: Plan): readonly Question[] {
  return Object.entries(plan.destinations).flatMap(([id, { to }]): readonly Question[] => {
    const leg = legIn(plan, to);
    const first = { id, query: { to: id } };
    return leg === "none" ? [first] : [first, { id, query: { from: id }, report: reports[leg] }];
  });
}

/** How Twilio reports a leg of each kind that nobody took. */
const reports = {
  dial: { DialCallStatus: "no-answer", DialBridged: "false" },
  refer: { ReferCallStatus: "failed", ReferSipResponseCode: "486" },
  queue: { QueueResult: "leave" },
  record: { outcome: "silent" },
} as const;

/** What every request of a call carries; this one is of no call. */
function callOf({ configuration }: Operation, { ownNumber = "anonymous" }: Plan): Record<string, string> {
  return {
    AccountSid: configuration.accountSid ?? "",
    CallSid: `CA${"0".repeat(32)}`,
    CallStatus: "in-progress",
    Direction: "inbound",
    From: ownNumber,
    To: ownNumber,
  };
}

const withoutPassword = (twiml: string): string => twiml.replace(/ (username|password)="[^"]*"/g, "");
