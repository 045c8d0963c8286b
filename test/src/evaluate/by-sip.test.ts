import { describe, expect, it } from "vitest";
import { compare } from "../../../src/diff/compare.ts";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { type Call, newCall } from "../../../src/evaluate/event.ts";
import { deployable } from "../../../src/plan/documents.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { everyCall } from "../../../src/simulate/every-call.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { loadFiles, planOf } from "../project.ts";

/** Monday, 10 in the morning in London. */
const at = Date.parse("2026-11-23T10:00:00Z");

const back = (more: string) =>
  `name: Back\ndescription: The caller came by the PBX and is done here.\nto: {sip: {method: bye}}\n${more}`;
const exchange = (answer: string) =>
  `name: Exchange\nanswer: ${answer}\nonError: billing\nenvironments: {live: {sipDomain: acme.sip.twilio.com}}\n`;
const files = {
  "handoffs.yaml":
    'project: acme\nenvironments: {live: {agent: {url: "https://agent.example.com/voice"}}}\nlastResort: {message: Sorry.}\n',
  "numbers/exchange.yaml": exchange("agent"),
  "numbers/main-line.yaml":
    'name: Main line\nanswer: agent\nonError: billing\nenvironments: {live: {number: "+442079460000"}}\n',
  "destinations/back.yaml": back("fallback: sales\n"),
};
const both = planOf(files);
const onlySip = {
  "numbers/main-line.yaml": undefined,
  "destinations/billing.yaml":
    'name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\nto: "+442079460123"\ncallerId: "+442079460000"\n',
  "destinations/sales.yaml":
    'name: Sales\ndescription: The caller wants to buy.\nto: "+442079460200"\ncallerId: "+442079460000"\n',
};
const bySip = planOf({ ...files, ...onlySip });

const handOff = (plan: Plan, call: Partial<Call>, destination = "back") =>
  evaluate(plan, { type: "handoff", at, destination, call: { ...newCall, ...call } });

describe("BYE", () => {
  it.each(["+442079460999", "anonymous", "client:front_desk", "+266696687"])(
    "is refused to %s, and the fallback follows",
    (from) => {
      for (const plan of [both, bySip])
        expect(handOff(plan, { from })).toMatchObject({
          do: "try",
          destination: "sales",
          tried: ["back"],
          reason: { because: "fallback", of: "back", outcome: "refused" },
        });
    },
  );

  it.each(["sip:caller@pbx.example.com", "sips:caller@pbx.example.com", "SIP:caller@pbx.example.com"])(
    "gives the call back to %s",
    (from) => {
      expect(handOff(both, { from })).toMatchObject({ do: "try", destination: "back" });
    },
  );

  it("leads to the last resort without a fallback, and to the agent with all that was passed by", () => {
    const without = planOf({ ...files, "destinations/back.yaml": back("") });
    expect(handOff(without, { from: "+442079460999" })).toMatchObject({
      do: "last resort",
      message: "Sorry.",
      reason: { because: "exhausted", of: "back", outcome: "refused" },
    });
    const closed = planOf({
      ...files,
      "schedules/never.yaml": "timeZone: Europe/London\nopen: never\n",
      "destinations/back.yaml": back("fallback: agent\n"),
      "destinations/sales.yaml":
        'name: Sales\ndescription: The caller wants to buy.\nto: "+442079460200"\nhours: never\nclosed: back\n',
    });
    expect(handOff(closed, { from: "+442079460999" }, "sales")).toMatchObject({
      do: "return to agent",
      tried: ["sales", "back"],
      outcome: "refused",
    });
  });

  it("is decided by the router where telephones call too, and a plain document where none does", () => {
    const [mixed, plain] = [both, bySip].map((plan) => deployable(plan).bins["/handoffs/back.xml"]);
    expect(mixed).toContain('<Redirect method="POST">/router?to=back</Redirect>');
    expect(plain).toContain("<Hangup/>");
    expect(plain).not.toContain("/router");
  });

  it("is no silence for a telephone when the router fails", () => {
    const standard = { ...both, default: "back" };
    expect(deployable(standard).bins["/onerror.xml"]).toContain("Sorry.");
    expect(deployable({ ...bySip, default: "back" }).bins["/onerror.xml"]).not.toContain("Sorry.");
  });

  it("is simulated by who calls", () => {
    const end = (plan: Plan, target: string, from?: string) => {
      const simulation = simulate(plan, {
        target,
        at,
        outcomes: [],
        handoffs: target === "back" ? [] : ["back"],
        ...(from === undefined ? {} : { from }),
      });
      return "problem" in simulation ? simulation : simulation.end;
    };
    const person = (destination: string) => ({ kind: "person", destination });
    expect(end(both, "main-line")).toEqual(person("sales"));
    expect(end(both, "exchange")).toEqual(person("back"));
    expect(end(both, "back")).toEqual(person("sales"));
    expect(end(both, "back", "sip:caller@pbx.example.com")).toEqual(person("back"));
    expect(end(bySip, "back")).toEqual(person("back"));
    expect(end(bySip, "back", "+442079460999")).toEqual(person("sales"));
  });

  it("is in every call what it is in one", () => {
    const without = { ...files, "destinations/back.yaml": back("") };
    const lost = (changes: Parameters<typeof planOf>[0]) =>
      everyCall(planOf(changes), at, at + 1).lastResorts.map(({ target }) => target);
    expect(lost(without)).toContain("back");
    expect(lost({ ...without, ...onlySip })).not.toContain("back");
  });

  it("tells a difference of its fallback where telephones call too", () => {
    const changed = { ...files, "destinations/back.yaml": back("fallback: billing\n") };
    expect(compare(both, planOf(changed), at)).toMatchObject([
      { kind: "fallback", subject: { destination: "back" }, outcomes: ["refused"] },
    ]);
    expect(compare(bySip, planOf({ ...changed, ...onlySip }), at)).toEqual([]);
  });

  it("has a use for its fallback", () => {
    expect(loadFiles(files).diagnostics).toEqual([]);
  });
});
