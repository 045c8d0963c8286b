import { type OutcomeName, outcomeNames, outcomeOf } from "../../../src/evaluate/outcome.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { type Simulation, simulate } from "../../../src/simulate/simulate.ts";
import { legOf } from "../../../src/target/index.ts";
import type { Target } from "../../../src/target/target.ts";

/** A leg as Twilio's call records have it. */
export interface RungLeg {
  /** E.164, `sip:…` or `client:…`. */
  readonly to: string;
  /** Of the Call resource. */
  readonly status: string;
}

/**
 * The course of a call by the plan that rings exactly these legs, in this order; undefined when there is none. Waits,
 * recordings and transfers are in no call record, so they may have ended in any way; and what the agent does with a
 * call that it has is not the plan's to say.
 */
export function courseOf(
  plan: Plan,
  target: string,
  at: number,
  legs: readonly RungLeg[],
  outcomes: readonly OutcomeName[] = [],
): Simulation | undefined {
  const simulation = simulate(plan, { target, at, outcomes, handoffs: [] });
  if ("problem" in simulation) return undefined;
  const [leg, ...rest] = legs;
  const next = simulation.steps.filter(({ outcome }) => outcome !== undefined)[outcomes.length];
  const to = plan.destinations[next?.destination ?? ""]?.to;
  if (to === undefined) return leg === undefined || simulation.end.kind === "agent" ? simulation : undefined;
  const kind = legOf(to);
  if (kind === "dial" && (leg === undefined || addressOf(to) !== normal(leg.to))) return undefined;
  const possible =
    kind === "dial"
      ? (outcomesOf[leg?.status ?? ""] ?? [])
      : outcomeNames.filter((name) => outcomeOf(name).leg === kind);
  for (const outcome of possible) {
    const course = courseOf(plan, target, at, kind === "dial" ? rest : legs, [...outcomes, outcome]);
    if (course) return course;
  }
  return undefined;
}

/** A completed leg was a conversation, or one that was picked up and declined. */
const outcomesOf: Readonly<Record<string, readonly OutcomeName[]>> = {
  completed: ["answered", "declined"],
  "in-progress": ["answered"],
  ringing: ["answered"],
  queued: ["answered"],
  busy: ["busy"],
  "no-answer": ["no-answer"],
  failed: ["failed"],
  canceled: ["canceled", "no-answer"],
};

function addressOf(to: Target): string | undefined {
  switch (to.kind) {
    case "number":
      return to.number;
    case "sip":
      return normal(to.uri ?? "");
    case "client":
      return normal(`client:${to.identity}`);
    default:
      return undefined;
  }
}

/** Without what of a SIP address says how it is reached. */
const normal = (address: string): string =>
  address
    .replace(/^sips?:/i, "sip:")
    .replace(/[;?].*$/, "")
    .toLowerCase();
