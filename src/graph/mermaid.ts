import { type Edge, type EdgeKind, type Graph, labels, type Node } from "./graph.ts";
import { visible } from "./visible.ts";

/** Mermaid draws no more arrows than this, and a text may not ask for more (`maxEdges` is a setting of the page). */
export const maximumEdges = 500;

/** A flowchart for Markdown: GitHub draws it. https://mermaid.js.org/syntax/flowchart.html */
export function mermaid({ nodes, edges }: Graph): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  const lines = [
    "flowchart LR",
    ...nodes.map((node) => `  ${names.get(node.id)}${shape(node)}`),
    ...edges.map((edge) => `  ${names.get(edge.from)} ${arrow(edge)} ${names.get(edge.to)}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function shape({ kind, lines }: Node): string {
  const [open, close] = shapes[kind];
  return `${open}"${lines.map(escaped).join("<br/>")}"${close}`;
}

const shapes: Readonly<Record<Node["kind"], readonly [string, string]>> = {
  number: ["([", "])"],
  agent: ["{{", "}}"],
  destination: ["[", "]"],
  "last resort": ["[[", "]]"],
};

function arrow({ kind }: Edge): string {
  const label = labels[kind];
  return label === undefined ? arrows[kind] : `${arrows[kind]}|${label}|`;
}

const arrows: Readonly<Record<EdgeKind, string>> = {
  answer: "-->",
  handoff: "-->",
  closed: "==>",
  fallback: "-.->",
  "on error": "--o",
};

/**
 * Mermaid looks for its own signs in a label too: directives, Markdown, icons, formulas. So what is no letter, digit,
 * space or harmless sign becomes an entity.
 */
export const escaped = (text: string): string =>
  visible(text).replaceAll(
    /[^\p{L}\p{M}\p{N} ,()/@•+.-]|\+(?!\d)|(?<!\p{L})\.|(?<![\p{L}\p{N}])-|-(?![\p{L}\p{N}])/gu,
    (sign) => `#${sign.codePointAt(0)};`,
  );
