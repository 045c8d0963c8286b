import { expect } from "vitest";
import { placeCall } from "../../infra/local/call.ts";
import type { CallTrace, Destination } from "../../infra/local/twilio/call/trace.ts";
import type { Emulator } from "../../infra/local/twilio/emulator.ts";
import { type OutcomeName, outcomeNames, outcomeOf } from "../../src/evaluate/outcome.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { type Simulation, simulate } from "../../src/simulate/simulate.ts";
import type { Target } from "../../src/target/target.ts";
import type { Company } from "./company.ts";
import { embeddedEngine } from "./engine.ts";

/** A plan that is deployed to an emulator. */
export interface Deployed {
  readonly company: { readonly emulator: Emulator };
  readonly plan: Plan;
  readonly domain: string;
}

export async function deploy(company: Company, plan: Plan): Promise<Deployed> {
  const run = await embeddedEngine(company).up();
  expect(run.succeeded, run.text).toBe(true);
  const [service] = (await company.twilio("/serverless/v1/Services")).services as readonly {
    readonly sid: string;
  }[];
  const { environments } = await company.twilio(`/serverless/v1/Services/${service?.sid}/Environments`);
  return {
    company,
    plan,
    domain: (environments as readonly { readonly domain_name: string }[])[0]?.domain_name ?? "",
  };
}

export interface Case {
  readonly target: string;
  readonly outcomes: readonly OutcomeName[];
  readonly handoffs: readonly string[];
  /** When: milliseconds since 1970. */
  readonly at: number;
  readonly from?: string;
}

/** Every way in which the legs of a call can end: a tree that branches at each leg that is tried. */
export function* everyCase(
  plan: Plan,
  target: string,
  handoffs: readonly string[],
  at: number,
  outcomes: readonly OutcomeName[] = [],
): Iterable<Case & { readonly simulation: Simulation }> {
  const simulation = simulate(plan, { target, outcomes, handoffs, at });
  if ("problem" in simulation) throw new Error(simulation.problem);
  const next = simulation.steps.filter((step) => step.outcome !== undefined)[outcomes.length]?.outcome;
  if (next === undefined) return yield { target, outcomes, handoffs, at, simulation };
  for (const name of outcomeNames.filter((candidate) => outcomeOf(candidate).leg === outcomeOf(next).leg))
    yield* everyCase(plan, target, handoffs, at, [...outcomes, name]);
}

export async function call({ company, plan, domain }: Deployed, options: Case): Promise<CallTrace> {
  const { origin, credentials } = company.emulator;
  const trace = await placeCall({ origin, credentials, close: async () => {} }, plan, domain, options);
  if ("problem" in trace) throw new Error(trace.problem);
  return trace;
}

/** What rang, in order and with its outcome, and who had the call in the end: in words that both sides can say. */
export function heardBy(trace: CallTrace): readonly string[] {
  const legs = trace.events.flatMap((event) => {
    if (event.kind === "leg") return [`${placeOf(event.destination)} ${event.outcome}`];
    if (event.kind === "dequeue") return [`${placeOf(event.queue)} ${event.outcome}`];
    if (event.kind === "refer") return [`${placeOf(event.destination)} ${event.outcome}`];
    return event.kind === "record" ? [`voicemail ${event.outcome}`] : [];
  });
  return [...legs, trace.end.kind];
}

export function simulatedFor(plan: Plan, { steps, end }: Simulation): readonly string[] {
  const legs = steps.flatMap(({ destination, outcome }) => {
    const to = plan.destinations[destination ?? ""]?.to;
    return outcome === undefined || !to ? [] : [`${targetOf(to)} ${outcome}`];
  });
  return [...legs, end.kind];
}

function placeOf(destination: Destination): string {
  switch (destination.kind) {
    case "number":
      return destination.number;
    case "sip":
      return destination.uri;
    case "client":
      return destination.identity;
    case "queue":
      return destination.name;
    case "workflow":
      return destination.workflowSid;
  }
}

function targetOf(to: Target): string {
  switch (to.kind) {
    case "number":
      return to.number;
    case "sip":
      return to.uri ?? "";
    case "client":
      return to.identity;
    case "queue":
      return to.name;
    case "flex":
      return to.workflow;
    case "voicemail":
      return "voicemail";
    case "message":
      return "message";
  }
}
