import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { samplePlan } from "../src/project.ts";
import { type Company, openCompany } from "./company.ts";
import { call, type Deployed, deploy, everyCase, heardBy, simulatedFor } from "./played.ts";

/** Monday, 10 in the morning in London, and a Sunday. */
const officeHours = Date.parse("2026-11-23T10:00:00Z");
const sunday = Date.parse("2026-11-29T10:00:00Z");
/** Three seconds before the office closes. */
const beforeClosing = Date.parse("2026-11-23T17:29:57Z");

let company: Company;
let plan: Plan;
let deployed: Deployed;

beforeAll(async () => {
  company = await openCompany();
  plan = samplePlan("local");
  deployed = await deploy(company, plan);
});

afterAll(() => company.close());

describe("every destination and number of the sample company, with every outcome of its legs", () => {
  const targets = () => [
    ...Object.keys(plan.destinations),
    ...Object.keys(plan.aliases),
    ...Object.keys(plan.numbers),
  ];

  it("ends with a person, a voicemail, a message or the agent, as simulated", async () => {
    const cases = targets().flatMap((target) => [
      ...everyCase(plan, target, [], officeHours),
      ...everyCase(plan, target, [], sunday),
    ]);
    cases.push(...everyCase(plan, "technical-support", [], beforeClosing));
    expect(cases.length).toBeGreaterThan(150);
    for (const { simulation, ...options } of cases) {
      const trace = await call(deployed, options);
      expect(heardBy(trace), JSON.stringify(options)).toEqual(simulatedFor(plan, simulation));
      expect(["person", "voicemail", "message", "agent"], JSON.stringify(options)).toContain(trace.end.kind);
    }
  });

  it("does so too when the agent hands the call on twice", async () => {
    const cases = ["billing", "technical-support", "messages"].flatMap((id) => [
      ...everyCase(plan, "main-line", [id, id], officeHours),
      ...everyCase(plan, "main-line", [id, "billing"], officeHours),
    ]);
    cases.push(...everyCase(plan, "technical-support", [], beforeClosing));
    expect(cases.length).toBeGreaterThan(50);
    for (const { simulation, ...options } of cases)
      expect(heardBy(await call(deployed, options)), JSON.stringify(options)).toEqual(
        simulatedFor(plan, simulation),
      );
  });

  it("rings nobody after a conversation", async () => {
    for (const target of targets()) {
      const { events } = await call(deployed, { target, outcomes: [], handoffs: [], at: officeHours });
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
    const busy = await call(deployed, {
      target: "sales-line",
      outcomes: ["busy"],
      handoffs: [],
      at: officeHours,
    });
    expect(busy.events.filter((event) => event.kind === "leg").length).toBe(2);
    expect(busy.end.kind).toBe("person");
  });
});
