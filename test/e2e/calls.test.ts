import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeCall } from "../../infra/local/call.ts";
import { destinationText } from "../../infra/local/show/trace.ts";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { type OutcomeName, outcomeNames, outcomeOf } from "../../src/evaluate/outcome.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { type Simulation, simulate } from "../../src/simulate/simulate.ts";
import { samplePlan } from "../src/project.ts";
import { type Company, openCompany } from "./company.ts";
import { embeddedEngine } from "./engine.ts";

let company: Company;
let plan: Plan;
let domain: string;

beforeAll(async () => {
  company = await openCompany();
  const run = await embeddedEngine(company).up();
  expect(run.succeeded, run.text).toBe(true);
  plan = samplePlan("local");
  const [service] = (await company.twilio("/serverless/v1/Services")).services as readonly {
    readonly sid: string;
  }[];
  const { environments } = await company.twilio(`/serverless/v1/Services/${service?.sid}/Environments`);
  domain = (environments as readonly { readonly domain_name: string }[])[0]?.domain_name ?? "";
});

afterAll(() => company.close());

interface Case {
  readonly target: string;
  readonly outcomes: readonly OutcomeName[];
  readonly handoffs: readonly string[];
}

/** Every way in which the legs of a call can end: a tree that branches at each leg that is tried. */
function* everyCase(
  target: string,
  handoffs: readonly string[],
  outcomes: readonly OutcomeName[] = [],
): Iterable<Case & { readonly simulation: Simulation }> {
  const simulation = play({ target, outcomes, handoffs });
  const legs = simulation.steps.filter((step) => step.outcome !== undefined);
  const next = legs[outcomes.length];
  if (next === undefined) return yield { target, outcomes, handoffs, simulation };
  const kind = outcomeOf(next.outcome ?? "answered").leg;
  for (const name of outcomeNames.filter((candidate) => outcomeOf(candidate).leg === kind))
    yield* everyCase(target, handoffs, [...outcomes, name]);
}

function play(call: Case): Simulation {
  const simulation = simulate(plan, { ...call, at: Date.now() });
  if ("problem" in simulation) throw new Error(simulation.problem);
  return simulation;
}

async function call(options: Case): Promise<CallTrace> {
  const trace = await placeCall(
    { origin: company.emulator.origin, credentials: company.emulator.credentials, close: async () => {} },
    plan,
    domain,
    options,
  );
  if ("problem" in trace) throw new Error(trace.problem);
  return trace;
}

/** What rang, in order and with its outcome, and who had the call in the end: in words that both sides can say. */
function heardBy(trace: CallTrace): readonly string[] {
  const legs = trace.events.flatMap((event) =>
    event.kind === "leg"
      ? [`${destinationText(event.destination)} ${event.outcome}`]
      : event.kind === "record"
        ? [`voicemail ${event.outcome}`]
        : [],
  );
  return [...legs, trace.end.kind];
}

function simulatedFor({ steps, end }: Simulation): readonly string[] {
  const legs = steps.flatMap(({ action, to, outcome }) =>
    outcome === undefined ? [] : [`${action === "record" ? "voicemail" : to?.split(" ")[0]} ${outcome}`],
  );
  return [...legs, end.kind];
}

describe("every destination and number of the sample company, with every outcome of its legs", () => {
  const targets = () => [
    ...Object.keys(plan.destinations),
    ...Object.keys(plan.aliases),
    ...Object.keys(plan.numbers),
  ];

  it("ends with a person, a voicemail, a message or the agent, as simulated", async () => {
    const cases = targets().flatMap((target) => [...everyCase(target, [])]);
    expect(cases.length).toBeGreaterThan(150);
    for (const { simulation, ...options } of cases) {
      const trace = await call(options);
      expect(heardBy(trace), JSON.stringify(options)).toEqual(simulatedFor(simulation));
      expect(["person", "voicemail", "message", "agent"], JSON.stringify(options)).toContain(trace.end.kind);
    }
  });

  it("does so too when the agent hands the call on twice", async () => {
    const cases = ["billing", "technical-support", "messages"].flatMap((id) => [
      ...everyCase("main-line", [id, id]),
      ...everyCase("main-line", [id, "billing"]),
    ]);
    expect(cases.length).toBeGreaterThan(50);
    for (const { simulation, ...options } of cases)
      expect(heardBy(await call(options)), JSON.stringify(options)).toEqual(simulatedFor(simulation));
  });

  it("rings nobody after a conversation", async () => {
    for (const target of targets()) {
      const { events } = await call({ target, outcomes: [], handoffs: [] });
      const answered = events.findIndex((event) => event.kind === "leg" && event.bridged);
      const after = answered === -1 ? [] : events.slice(answered + 1);
      expect(
        after.map(({ kind }) => kind).filter((kind) => kind === "leg" || kind === "say" || kind === "record"),
        target,
      ).toEqual([]);
    }
  });

  it("reaches people when the agent is down, and when the router is", async () => {
    company.emulator.addFault({ kind: "server-error", match: { on: "serving", path: "/router" }, count: 2 });
    const busy = await call({ target: "sales-line", outcomes: ["busy"], handoffs: [] });
    expect(busy.events.filter((event) => event.kind === "leg").length).toBe(2);
    expect(busy.end.kind).toBe("person");
  });
});
