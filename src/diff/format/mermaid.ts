import { own } from "../../evaluate/own.ts";
import { escaped } from "../../graph/mermaid.ts";
import type { Plan } from "../../plan/plan.ts";
import { describe } from "../../target/index.ts";
import type { Report } from "../report.ts";
import { harmless } from "./plain.ts";

/** So many changed destinations and numbers can be taken in at once. */
const most = 12;

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A flowchart of what leads to and from what has changed; undefined when nothing is drawn. https://mermaid.js.org/syntax/flowchart.html */
export function graph({ before, after, changes, mask }: Report): string | undefined {
  const renamed = new Map(
    changes.flatMap(({ kind, before, after }) => (kind === "renamed" ? [[before, after] as const] : [])),
  );
  const former = new Map([...renamed].map(([earlier, later]) => [later, earlier]));
  const changed = new Set(
    changes.flatMap(({ subject, through }) => {
      if (through !== undefined || "setting" in subject) return [];
      return "number" in subject ? [numberKey(subject.number)] : [subject.destination];
    }),
  );
  const drawn = new Set([...changed].slice(0, most));
  if (drawn.size === 0) return undefined;
  const shown = (edges: readonly Edge[]) => edges.filter(({ from }) => drawn.has(from));
  const earlier = shown(edgesOf(before, (id) => renamed.get(id) ?? id));
  const later = shown(edgesOf(after, (id) => id));
  const key = ({ from, to, label }: Edge) => `${from} ${to} ${label}`;
  const [was, is] = [new Set(earlier.map(key)), new Set(later.map(key))];
  const names = [...new Set([...drawn, ...[...earlier, ...later].flatMap(({ from, to }) => [from, to])])];
  const label = (text: string) => escaped(mask(harmless(text)));
  const node = (name: string) => `n${names.indexOf(name)}`;
  const edge = (edge: Edge, arrow: string) =>
    `  ${node(edge.from)} ${arrow}|"${edge.label}"| ${node(edge.to)}\n`;
  const nodes = names.map((name) => {
    const [one, other] = [targetText(before, former.get(name) ?? name), targetText(after, name)].map(
      (text) => text && label(text),
    );
    const target = one && other && one !== other ? `${one} → ${other}` : (other ?? one);
    const lines = [label(name), ...(target ? [target] : [])].join("<br/>");
    const style = one && !other ? ":::removed" : other && !one ? ":::added" : "";
    return `  ${node(name)}["${lines}"]${style}\n`;
  });
  const hidden = changed.size - drawn.size;
  return [
    "flowchart LR\n",
    ...nodes,
    ...(hidden > 0 ? [`  more["and ${hidden} more"]\n`] : []),
    ...earlier
      .filter((one) => !is.has(key(one)))
      .map((one) => edge({ ...one, label: `was: ${one.label}` }, "-.->")),
    ...later.map((one) => edge(one, was.has(key(one)) ? "-->" : "==>")),
    "  classDef removed stroke:#d1242f,stroke-dasharray:4\n  classDef added stroke:#1a7f37,stroke-width:2px\n",
  ].join("");
}

/** A number may have the id of a destination. */
function numberKey(id: string): string {
  return `number ${id}`;
}

function edgesOf({ destinations, numbers }: Plan, ids: (id: string) => string): readonly Edge[] {
  const edges = [
    ...Object.entries(numbers).flatMap(([id, { answer, onError }]) => [
      { from: numberKey(id), to: answer, label: "answer" },
      { from: numberKey(id), to: onError, label: "on error" },
    ]),
    ...Object.entries(destinations).flatMap(([from, { fallback, hours }]) => [
      { from, to: fallback ?? "the last resort", label: "fallback" },
      ...(hours ? [{ from, to: hours.closed, label: `closed, ${escaped(hours.schedule)}` }] : []),
    ]),
  ];
  return edges.map(({ from, to, label }) => ({ from: ids(from), to: ids(to), label }));
}

function targetText({ destinations, numbers }: Plan, name: string): string | undefined {
  const to = own(destinations, name)?.to;
  if (to) return describe(to);
  const line = Object.entries(numbers).find(([id]) => numberKey(id) === name)?.[1];
  return line?.number ?? line?.sipDomain;
}
