import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trace as show } from "../../infra/local/show/trace.ts";
import type { CallTrace } from "../../infra/local/twilio/call/trace.ts";
import { outcomeOf, reached } from "../../src/evaluate/outcome.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { type Simulation, simulate } from "../../src/simulate/simulate.ts";
import { type CheckedEmulator, startChecked } from "../infra/local/twilio/checked-emulator.ts";
import { build } from "../infra/local/twilio/deploy.ts";
import { officialClient, rawRequest } from "../infra/local/twilio/rest-client.ts";
import { deployPlan, siteOf } from "../infra/site.ts";
import { situationPlan, situations } from "../src/simulate/situations.ts";
import { call, type Deployed, heardBy, simulatedFor } from "./played.ts";

const monday = Date.parse("2026-11-23T10:00:00Z");

let checked: CheckedEmulator;
let plan: Plan;
let deployed: Deployed;
let serviceSid: string;
let environmentSid: string;
let buildSid: string;

beforeAll(async () => {
  checked = await startChecked();
  plan = situationPlan("local");
  const site = await deployPlan(checked.endpoint, plan);
  deployed = { company: checked, plan, domain: site.domain };
  ({ serviceSid, environmentSid, buildSid } = site);
});
afterAll(() => checked.close());

/** A call for a reader: what was heard and who was rung, without the requests for it. */
const shown = (trace: CallTrace): string =>
  show({ ...trace, events: trace.events.filter(({ kind }) => kind !== "request") }).replaceAll(
    deployed.domain,
    "local.example.com",
  );

/** Seconds from the beginning of the call at which legs ended that nobody took. */
const failedAt = ({ events }: CallTrace): readonly number[] =>
  events.flatMap((event) =>
    (event.kind === "leg" && !event.bridged) ||
    (event.kind === "refer" && event.outcome !== "transferred") ||
    (event.kind === "dequeue" && event.outcome !== "picked-up") ||
    (event.kind === "record" && event.outcome === "silent")
      ? [event.at]
      : [],
  );

/** The same of a simulation: when the step after each of those begins. */
const simulatedFailures = ({ steps }: Simulation, began: number): readonly number[] =>
  steps.flatMap(({ outcome }, index) =>
    outcome === undefined || reached(outcomeOf(outcome))
      ? []
      : [((steps[index + 1]?.at ?? 0) - began) / 1000],
  );

describe("situations at the emulator, by the router as it is deployed", () => {
  it("go as simulated, and as they are written down", async () => {
    const written: string[] = [];
    for (const { name, target, at, outcomes = [], handoffs = [], from } of situations) {
      const asked = {
        target,
        at: Date.parse(at),
        outcomes,
        handoffs,
        ...(from === undefined ? {} : { from }),
      };
      const simulation = simulate(plan, asked);
      if ("problem" in simulation) throw new Error(`${name}: ${simulation.problem}`);
      const trace = await call(deployed, asked);
      const expected = simulatedFor(plan, simulation);
      // BYE gives the call back to the caller's own side, which is nobody that the emulator knows.
      const isBye = target === "back" && from !== undefined;
      expect(heardBy(trace), name).toEqual(isBye ? ["silence"] : expected);
      expect(failedAt(trace), name).toEqual(simulatedFailures(simulation, asked.at));
      written.push(`${name}: ${target}, ${at}\n${shown(trace)}`);
    }
    await expect(written.join("\n")).toMatchFileSnapshot("golden/situations.txt");
  });
});

describe("what no simulation knows of", () => {
  const written: string[] = [];
  const expectEnd = (name: string, trace: CallTrace, end: CallTrace["end"]["kind"]) => {
    expect(trace.end.kind, JSON.stringify(trace.events, undefined, 1)).toBe(end);
    written.push(`${name}\n${shown(trace)}`);
  };
  const place = (request: Parameters<CheckedEmulator["emulator"]["placeCall"]>[0]) =>
    checked.emulator.placeCall({ at: monday, ...request });
  const bin = (id: string) => `https://${deployed.domain}/handoffs/${id}.xml`;

  it("a caller hangs up while the callee hears the whisper: nobody else rings", async () => {
    const trace = await place({ url: bin("sales"), outcomes: [{ outcome: "hangup", after: 8 }] });
    expect(heardBy(trace)).toEqual(["+442079460103 hangup", "caller-hangup"]);
    expectEnd("hung up during the whisper", trace, "caller-hangup");
  });

  it("a caller hangs up while it rings", async () => {
    const trace = await place({ url: bin("reception"), outcomes: [{ outcome: "hangup", after: 3 }] });
    expect(heardBy(trace)).toEqual(["+442079460100 hangup", "caller-hangup"]);
  });

  it("a voicemail box picks up at a desk that asks for a key: it never gets the call", async () => {
    const trace = await place({ url: bin("sales"), outcomes: ["machine"] });
    expect(heardBy(trace)).toEqual(["+442079460103 machine", "sales_road answered", "person"]);
    expectEnd("a voicemail box at a screened desk", trace, "person");
  });

  it("a withheld caller is shown as a number of ours, and a SIP caller too", async () => {
    for (const request of [
      { to: "+442079460001", from: "anonymous" },
      { to: "sip:handoff@acme.sip.twilio.com", outcomes: ["refused"] as const },
    ]) {
      const { events } = await place(request);
      expect(events.flatMap((event) => (event.kind === "leg" ? [event.callerId] : []))).toEqual([
        plan.ownNumber,
      ]);
    }
  });

  it("the router is down: a caller still reaches somebody by the number's fallback", async () => {
    checked.emulator.addFault({ kind: "server-error", match: { on: "serving", path: "/router" }, count: 2 });
    const trace = await place({ to: "+442079460001", outcomes: ["busy"] });
    checked.emulator.clearFaults();
    expect(heardBy(trace)).toEqual(["+442079460100 busy", "message"]);
    expectEnd("the router is down, and reception is busy", trace, "message");
  });

  it("Functions give no answer at all after a busy leg", async () => {
    checked.emulator.addFault({ kind: "reset-before", match: { on: "serving", path: "/router" }, count: 5 });
    const trace = await place({ to: "+442079460001" });
    checked.emulator.clearFaults();
    expectEnd("Functions are down", trace, "person");
  });

  /** Asks for a call, waits until the router has been asked how its first leg ended, and releases meanwhile. */
  async function releasedMeanwhile(next: Plan, request: Parameters<typeof place>[0]): Promise<CallTrace> {
    const { emulator, endpoint } = checked;
    const nextBuild = await build(endpoint, serviceSid, siteOf(next));
    emulator.addFault({
      kind: "delay",
      delay: 1500,
      match: { on: "serving", path: "/router", method: "POST" },
      skip: 1,
    });
    const under = place(request);
    const pending = async () => (await rawRequest(`${emulator.origin}/emulator/faults`)).body.faults;
    while (JSON.stringify(await pending()) !== "[]") await sleep(10);
    const context = officialClient(endpoint).serverless.v1.services(serviceSid);
    await context.environments(environmentSid).deployments.create({ buildSid: nextBuild });
    const trace = await under;
    await context.environments(environmentSid).deployments.create({ buildSid });
    return trace;
  }

  it("a release in the middle of a call: what comes next is by the new routing", async () => {
    const { reception } = plan.destinations;
    if (!reception) throw new Error("The company has no reception");
    const next: Plan = {
      ...plan,
      destinations: { ...plan.destinations, reception: { ...reception, fallback: "trunk-two" } },
    };
    const trace = await releasedMeanwhile(next, { url: bin("reception"), outcomes: ["busy"] });
    expect(heardBy(trace)).toEqual([
      "+442079460100 busy",
      "sip:two@pbx.example.com;transport=tls answered",
      "person",
    ]);
    expectEnd("a release in the middle of a call", trace, "person");
  });

  it("a destination is removed while it rings: the default takes the call, and nobody else after a conversation", async () => {
    const { trunk: _, ...rest } = plan.destinations;
    const next: Plan = { ...plan, destinations: rest };
    const failed = await releasedMeanwhile(next, { url: bin("trunk"), outcomes: ["failed"] });
    expect(heardBy(failed).at(1)).toBe("+442079460100 answered");
    expectEnd("a destination is removed while it rings", failed, "person");
    const spoke = await releasedMeanwhile(next, { url: bin("trunk") });
    expect(heardBy(spoke)).toEqual(["sip:desk@pbx.example.com;transport=tls answered", "person"]);
  });

  it("are written down", async () => {
    await expect(written.join("\n")).toMatchFileSnapshot("golden/beyond.txt");
  });
});
