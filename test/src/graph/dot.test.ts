import { instance } from "@viz-js/viz";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { masking } from "../../../src/diff/mask.ts";
import { dot } from "../../../src/graph/dot.ts";
import { graphOf, type Node } from "../../../src/graph/graph.ts";
import { svg } from "../../../src/graph/svg.ts";
import { visible } from "../../../src/graph/visible.ts";
import { samplePlan } from "../project.ts";
import { wellFormed } from "../twiml/well-formed.ts";

let graphviz: Awaited<ReturnType<typeof instance>>;
beforeAll(async () => {
  graphviz = await instance();
});

interface Drawn {
  readonly objects: readonly { readonly name: string; readonly label: string }[];
  readonly edges: readonly { readonly style?: string; readonly label?: string }[];
}
const drawn = (text: string): Drawn => graphviz.renderJSON(text, { engine: "nop" }) as Drawn;

const named = (name: string): Node => ({ id: "d", kind: "destination", lines: [name] });

const texts = (picture: string, element: string): readonly string[] =>
  [...wellFormed(picture).getElementsByTagName(element)].map(({ textContent }) => textContent ?? "");

/** Graphviz writes the second of two spaces as one that does not break. */
const spaced = (text: string): string => text.replaceAll("\u00a0", " ");

describe("a graph for Graphviz", () => {
  const sample = graphOf(samplePlan(), masking());

  it("shows the sample company", async () => {
    await expect(dot(sample)).toMatchFileSnapshot("golden/sample.dot");
  });

  it("has every node and every edge, as Graphviz reads it", () => {
    const { objects, edges } = drawn(dot(sample));
    expect(objects.map(({ name }) => name)).toEqual(sample.nodes.map(({ id }) => id));
    expect(edges).toHaveLength(sample.edges.length);
  });

  it("tells closed from fallback by its line and its label", () => {
    const { edges } = drawn(dot(sample));
    const looks = new Set(edges.map(({ style = "solid", label = "" }) => `${style} ${label}`.trim()));
    expect([...looks].sort()).toEqual(["bold closed", "dashed not reached", "dotted on error", "solid"]);
  });

  it.each(['"]; evil [label="', "\\N\\G", "<b>bold</b>", "&lt; &#38;", "end }", "a\nb"])(
    "keeps the name %j as it is",
    (name) => {
      const { objects, edges } = drawn(dot({ nodes: [named(name)], edges: [] }));
      expect(objects).toHaveLength(1);
      expect(edges ?? []).toEqual([]);
    },
  );
});

describe("a graph as a picture", () => {
  it("has the names of the sample company, and no number in full", async () => {
    const picture = await svg(graphOf(samplePlan(), masking()));
    const shown = texts(picture, "text");
    for (const { name } of Object.values(samplePlan().destinations)) expect(shown).toContain(name);
    expect(shown).toContain("closed");
    expect(shown.filter((line) => /\d{5}/.test(line))).toEqual([]);
  });

  it("shows any name as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
        const picture = graphviz.renderString(dot({ nodes: [named(name)], edges: [] }), { format: "svg" });
        expect(spaced(texts(picture, "text").join(""))).toBe(spaced(visible(name)));
      }),
      { numRuns: 30, examples: [[" "], ["  "], ["a  b "], ["\u0000"], ["\u200b"]] },
    );
  });
});
