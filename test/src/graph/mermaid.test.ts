import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masking } from "../../../src/diff/mask.ts";
import { graphOf, type Node } from "../../../src/graph/graph.ts";
import { mermaid } from "../../../src/graph/mermaid.ts";
import { visible } from "../../../src/graph/visible.ts";
import { samplePlan } from "../project.ts";

const node = (line: string): Node => ({ id: line, kind: "destination", lines: [line] });

/** What Mermaid's own grammar takes for a quoted text, without any sign that it looks for inside of one. */
const label = /"(?:[\p{L}\p{M}\p{N} ,()/@•+.-]|#\d+;|<br\/>)*"/u;

const decoded = (line: string): string =>
  (label.exec(line)?.[0] ?? "")
    .slice(1, -1)
    .replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe("a graph in Mermaid", () => {
  it("shows the sample company", async () => {
    await expect(mermaid(graphOf(samplePlan(), masking()))).toMatchFileSnapshot("golden/sample.mmd");
  });

  it.each([
    '%%{init: {"theme": "dark"}}%%',
    '"]; click n1 "javascript:alert(1)"',
    "1. Buy",
    "- Buy",
    "end",
    "`**bold**`",
    "$$x^2$$",
    "fa:fa-phone",
    "<img src=x onerror=alert(1)>",
    "#quot; #35;",
    "classDef a:#f;",
    "日本語 名前",
  ])("shows the name %s as it is, and obeys nothing in it", (name) => {
    const line = mermaid({ nodes: [node(name)], edges: [] }).split("\n")[1] ?? "";
    expect(line.replace(label, '""')).toBe('  n1[""]');
    expect(line).not.toMatch(/%|\$|:|`|<(?!br)|"(?:1\.|-)/);
    expect(decoded(line)).toBe(name);
  });

  it("keeps every text inside its quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const [head, line = "", ...rest] = mermaid({ nodes: [node(name)], edges: [] }).split("\n");
        expect([head, line.replace(label, '""'), ...rest]).toEqual(["flowchart LR", '  n1[""]', ""]);
        expect(decoded(line)).toBe(visible(name));
      }),
    );
  });
});
