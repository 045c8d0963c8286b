import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deployable } from "../../../src/plan/documents.ts";
import { twiml } from "../../../src/twiml/document.ts";
import { element } from "../../../src/twiml/element.ts";
import { goodFiles, planOf, samplePlan } from "../project.ts";
import { wellFormed } from "./well-formed.ts";

describe("the bins of an environment", () => {
  it("are these, for the sample company", async () => {
    const { bins } = deployable(samplePlan("live"));
    const text = Object.entries(bins)
      .map(([path, document]) => `${path}\n${document}`)
      .join("\n");
    await expect(text).toMatchFileSnapshot("golden/sample-live.txt");
  });

  it("name the router from every leg of a handoff, and never from an onerror document", () => {
    for (const [path, document] of Object.entries(deployable(samplePlan("live")).bins)) {
      const legs = document.match(/<(Dial|Record)\b[^>]*>/g) ?? [];
      if (path.startsWith("/handoffs/"))
        expect(legs.every((leg) => leg.includes('action="/router?from='))).toBe(true);
      else if (path.startsWith("/onerror")) expect(document).not.toContain("/router");
    }
  });

  it("hold a voicemail that is reached without the router, and its end", () => {
    const plan = planOf({
      "destinations/billing.yaml":
        "name: B\ndescription: A place to leave a message.\ndefault: true\nto: {voicemail: {greeting: Speak}}\n",
    });
    const { bins } = deployable(plan);
    expect(bins["/onerror/billing.xml"]).toContain('action="/ended.xml" method="GET"');
    expect(bins["/ended.xml"]).toContain("<Hangup/>");
  });

  it("hold no variable where nobody would fill it in", () => {
    const plan = planOf({
      "handoffs.yaml": `${goodFiles["handoffs.yaml"]}context: {}\n`,
      "destinations/billing.yaml":
        'name: B\ndescription: The caller wants to pay a bill.\nto: "+442079460123"\n',
      "destinations/sales.yaml":
        "name: S\ndescription: The caller wants to buy.\ndefault: true\nto: {flex: {workflow: WW00000000000000000000000000000000}}\n",
    });
    expect(plan.destinations.sales?.to).toMatchObject({ attributes: { reason: "${reason}" } });
    const { bins } = deployable(plan);
    expect(bins["/handoffs/sales.xml"]).toContain("/router?to=sales");
    expect(bins["/onerror.xml"]).toContain("<Task");
    expect(Object.values(bins).join()).not.toContain("${");
  });

  it("show a number of ours without the router too, where the caller's is not to be shown", () => {
    const billing = (callerId: string) =>
      deployable(
        planOf({
          "destinations/billing.yaml": `${goodFiles["destinations/billing.yaml"]}callerId: ${callerId}\n`,
        }),
      ).bins;
    for (const path of ["/onerror.xml", "/onerror/billing.xml"]) {
      expect(billing("called")[path]).toContain('callerId="+442079460000"');
      expect(billing("caller")[path]).not.toContain("callerId");
    }
  });

  it("keep a destination's path whatever it needs", () => {
    const routed = planOf({
      "destinations/sales.yaml":
        'name: S\ndescription: The caller wants to buy.\nto: "+442079460200"\ncallerId: called\n',
    });
    expect(deployable(routed).bins["/handoffs/sales.xml"]).toContain(
      '<Redirect method="POST">/router?to=sales</Redirect>',
    );
  });
});

describe("a document", () => {
  it("carries any text as text and any value as a value", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.string({ unit: "binary", maxLength: 60 }),
        (text, value) => {
          const document = twiml([element("Say", { voice: value }, text), element("Hangup")]);
          const response = wellFormed(document);
          const verbs = [...response.childNodes]
            .filter((node) => node.nodeType === 1)
            .map((node) => node.nodeName);
          expect(verbs).toEqual(["Say", "Hangup"]);
          const said = response.getElementsByTagName("Say").item(0);
          expect(said?.childNodes.length ?? 0).toBeLessThanOrEqual(1);
          expect([...(said?.attributes ?? [])].map((attribute) => attribute.name)).toEqual(["voice"]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
