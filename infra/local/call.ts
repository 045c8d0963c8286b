import type { OutcomeName } from "../../src/evaluate/outcome.ts";
import { own } from "../../src/evaluate/own.ts";
import { lineFor } from "../../src/plan/line.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { binPath } from "../../src/twiml/paths.ts";
import type { Cloud } from "./cloud.ts";
import type { CallTrace } from "./twilio/call/trace.ts";

export type { CallTrace } from "./twilio/call/trace.ts";

export interface CallOptions {
  /** A destination, a number's id, or its digits. */
  readonly target: string;
  readonly outcomes: readonly (OutcomeName | "hangup")[];
  /** Destinations that the agent hands the call to, each time it has it. */
  readonly handoffs: readonly string[];
  readonly from?: string;
  /** When the call comes in, in milliseconds since 1970; undefined is now. */
  readonly at?: number;
}

/** Places a call at the emulator, which fetches the TwiML that is deployed at `domain` and follows it. */
export async function placeCall(
  cloud: Cloud,
  plan: Plan,
  domain: string,
  options: CallOptions,
): Promise<CallTrace | { readonly problem: string }> {
  const known = (id: string) =>
    own(plan.destinations, id) !== undefined || own(plan.aliases, id) !== undefined;
  const unknown = options.handoffs.find((id) => !known(id));
  if (unknown !== undefined)
    return { problem: `The agent cannot hand the call to "${unknown}": there is no such destination.` };
  const line = lineFor(plan, options.target);
  const number =
    line?.number ?? (line?.sipDomain === undefined ? undefined : `sip:handoff@${line.sipDomain}`);
  const urlOf = (id: string) => `https://${domain}${binPath(id)}`;
  if (number === undefined && !known(options.target))
    return { problem: `"${options.target}" is neither a destination nor a number of ${plan.environment}.` };
  const beginning = number === undefined ? { url: urlOf(options.target), method: "GET" } : { to: number };
  const agent = plan.agent
    ? {
        agent: {
          url: plan.agent.url,
          handoffs: options.handoffs.map((id) => ({ url: urlOf(id), method: "GET" })),
        },
      }
    : {};
  const reply = await fetch(`${cloud.origin}/emulator/calls`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ...beginning,
      outcomes: scripted(plan, options),
      ...agent,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.at === undefined ? {} : { at: options.at }),
    }),
  });
  const answer = (await reply.json()) as CallTrace & { readonly message?: string };
  return reply.ok ? answer : { problem: `The emulator refused the call: ${answer.message ?? reply.status}` };
}

/**
 * The outcomes with what each callee presses: a person who accepts presses the key that their own whisper asks for.
 * The simulation says which destination each leg is.
 */
function scripted(plan: Plan, { target, outcomes, handoffs, from, at = Date.now() }: CallOptions) {
  const known = outcomes.filter((outcome) => outcome !== "hangup");
  const simulation = simulate(plan, {
    target,
    outcomes: known,
    handoffs,
    at,
    ...(from === undefined ? {} : { from }),
  });
  const legs = "problem" in simulation ? [] : simulation.steps.filter((step) => step.outcome !== undefined);
  const keys = legs.map(({ destination }) => own(plan.destinations, destination ?? "")?.screening?.accept);
  const all = [...outcomes, ...legs.slice(outcomes.length).map(({ outcome }) => outcome)];
  return all.map((outcome, leg) => ({ outcome, ...(keys[leg] === undefined ? {} : { digits: keys[leg] }) }));
}

/** Whether the caller ended with a person, a voicemail, a message or the agent. */
export function endedWell({ end }: CallTrace): boolean {
  return end.kind === "person" || end.kind === "voicemail" || end.kind === "message" || end.kind === "agent";
}
