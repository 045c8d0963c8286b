import { describe, expect, it } from "vitest";
import { focus } from "../../../src/graph/focus.ts";
import { graphOf, nodeId } from "../../../src/graph/graph.ts";
import { planOf, samplePlan } from "../project.ts";

const arrows = (id: string, plan = samplePlan()) =>
  focus(
    graphOf(plan, (text) => text),
    id,
  ).edges.map(({ from, to, kind }) => `${from} → ${to} (${kind})`);

describe("the neighbourhood of", () => {
  it("a destination: who leads to it, and everywhere its calls go", () => {
    expect(arrows(nodeId.destination("sales-mobile"))).toEqual([
      "number main-line → agent (answer)",
      "number sales-line → destination sales-mobile (on error)",
      "agent → destination sales-mobile (handoff)",
      "destination messages → agent (fallback)",
      "destination sales → destination sales-mobile (fallback)",
      "destination sales-mobile → destination messages (fallback)",
    ]);
  });

  it("a number: everywhere its calls can go", () => {
    expect(arrows(nodeId.number("recall-line"))).toEqual([
      "number recall-line → destination product-recall (answer)",
      "number recall-line → destination reception (on error)",
      "destination messages → agent (fallback)",
      "destination reception → destination messages (fallback)",
    ]);
  });

  it("the agent: who calls it or falls back to it, and all that it can choose", () => {
    const around = arrows(nodeId.agent);
    expect(around.filter((arrow) => arrow.endsWith("(handoff)"))).toHaveLength(8);
    expect(around).toContain("number main-line → agent (answer)");
    expect(around).toContain("destination billing → agent (fallback)");
  });

  it("the last resort: who ends there", () => {
    const plan = planOf({
      "handoffs.yaml":
        "project: acme\nenvironments:\n  live: {account: AC00000000000000000000000000000000}\nlastResort: {message: Sorry.}\n",
      "numbers/main-line.yaml":
        'name: Main line\nanswer: sales\nonError: billing\nenvironments:\n  live: {number: "+442079460000"}\n',
    });
    expect(arrows(nodeId.lastResort, plan)).toEqual(["destination billing → last resort (fallback)"]);
  });

  it("keeps only the nodes that its arrows join", () => {
    const { nodes } = focus(
      graphOf(samplePlan(), (text) => text),
      nodeId.destination("billing"),
    );
    expect(nodes.map(({ id }) => id)).toEqual(["number main-line", "agent", "destination billing"]);
  });
});
