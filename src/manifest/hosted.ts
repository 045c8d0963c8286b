import type { InboundLine, Plan, PlannedDestination } from "../plan/plan.ts";
import { describe } from "../target/index.ts";
import type { NumberTarget } from "../target/number.ts";
import type { SipTarget } from "../target/sip.ts";

/**
 * How an agent reaches a destination that is no agent of our own Twilio account, and so cannot fetch a bin: through a
 * number or SIP domain of ours that the destination answers, which loses nothing; at its plain target; or not at all.
 */
export type Hosted = Reached | { readonly by: "nothing"; readonly why: string };

export type Reached =
  | ({ readonly by: "line"; readonly line: string } & InboundLine)
  | { readonly by: "target"; readonly target: PlainTarget; readonly lost: readonly string[] };

/** What others can call without us; a SIP address has a `uri` here. */
export type PlainTarget = NumberTarget | (SipTarget & { readonly uri: string });

export function hostedOf(plan: Plan, id: string, destination: PlannedDestination): Hosted {
  const lines = Object.entries(plan.numbers).filter(([, { answer }]) => answer === id);
  const [found] = [...lines.filter(([, { number }]) => number !== undefined), ...lines];
  if (found) {
    const [line, { number, sipDomain }] = found;
    return number === undefined
      ? { by: "line", line, sipDomain: sipDomain ?? "" }
      : { by: "line", line, number };
  }
  const target = plainTarget(destination);
  return target
    ? { by: "target", target, lost: lostAt(destination) }
    : { by: "nothing", why: `${describe(destination.to)} is reached through Twilio only` };
}

function plainTarget({ to }: PlannedDestination): PlainTarget | undefined {
  if (to.kind === "number") return to;
  return to.kind === "sip" && to.uri !== undefined ? { ...to, uri: to.uri } : undefined;
}

/** What a plain target does not keep of its destination. */
function lostAt({
  to,
  hours,
  fallback,
  screening,
  recording,
  callerId,
}: PlannedDestination): readonly string[] {
  return [
    ...(hours === undefined ? [] : ["hours"]),
    ...(fallback === undefined ? [] : ["fallback"]),
    ...(screening === undefined ? [] : ["screening"]),
    ...(recording === "none" ? [] : ["recording"]),
    ...(callerId === "caller" ? [] : ["caller ID"]),
    ...(to.kind === "sip" && to.credentials !== undefined ? ["user name and password"] : []),
  ];
}
