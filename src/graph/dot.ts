import { type Edge, type EdgeKind, type Graph, labels, type Node } from "./graph.ts";
import { visible } from "./visible.ts";

/** A graph for Graphviz. https://graphviz.org/doc/info/lang.html */
export function dot({ nodes, edges }: Graph): string {
  const lines = [
    "digraph handoffs {",
    "  rankdir=LR",
    '  node [fontname="Helvetica,Arial,sans-serif" fontsize=11 shape=box style=rounded]',
    '  edge [fontname="Helvetica,Arial,sans-serif" fontsize=9]',
    ...nodes.map((node) => `  ${quoted(node.id)}${attributes(nodeAttributes(node))}`),
    ...edges.map((edge) => `  ${quoted(edge.from)} -> ${quoted(edge.to)}${attributes(edgeAttributes(edge))}`),
    "}",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

type Attributes = Readonly<Record<string, string>>;

const nodeAttributes = ({ kind, lines }: Node): Attributes => ({
  label: lines.map(visible).join("\n"),
  ...shapes[kind],
});

const shapes: Readonly<Record<Node["kind"], Attributes>> = {
  number: { shape: "cds", style: "solid" },
  agent: { shape: "hexagon", style: "solid" },
  destination: {},
  "last resort": { style: "dashed" },
};

function edgeAttributes({ kind }: Edge): Attributes {
  const label = labels[kind];
  return { ...(label === undefined ? {} : { label }), ...strokes[kind] };
}

const strokes: Readonly<Record<EdgeKind, Attributes>> = {
  answer: {},
  handoff: {},
  closed: { style: "bold" },
  fallback: { style: "dashed" },
  "on error": { style: "dotted", arrowhead: "odot" },
};

const attributes = (values: Attributes): string => {
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`);
  return pairs.length === 0 ? "" : ` [${pairs.join(" ")}]`;
};

/** A line feed ends a line of a label; a label's other backslashes and entities would be read as signs of Graphviz. */
const quoted = (text: string): string =>
  `"${text.replaceAll("&", "&amp;").replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
