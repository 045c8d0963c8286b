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
  const changed = new Set(
    changes.flatMap(({ subject, through }) =>
      through !== undefined || "setting" in subject ? [] : Object.values(subject),
    ),
  );
  const drawn = new Set([...changed].slice(0, most));
  const [earlier, later] = [before, after].map((plan) => edgesOf(plan).filter(({ from }) => drawn.has(from)));
  if (!earlier || !later || drawn.size === 0) return undefined;
  const key = ({ from, to, label }: Edge) => `${from} ${to} ${label}`;
  const [was, is] = [new Set(earlier.map(key)), new Set(later.map(key))];
  const names = [...new Set([...drawn, ...[...earlier, ...later].flatMap(({ from, to }) => [from, to])])];
  const node = (id: string) => `n${names.indexOf(id)}`;
  const label = (id: string) => {
    const [one, other] = [before, after].map((plan) => targetText(plan, id));
    const target = one && other && one !== other ? `${one} → ${other}` : (other ?? one);
    return [id, ...(target ? [target] : [])].map((text) => escaped(mask(harmless(text)))).join("<br/>");
  };
  const edge = (edge: Edge, arrow: string) =>
    `  ${node(edge.from)} ${arrow}|"${escaped(edge.label)}"| ${node(edge.to)}\n`;
  const styles = names.flatMap((id) => {
    const there = [before, after].map((plan) => id in plan.destinations || id in plan.numbers);
    if (id === "agent" || id === "the last resort" || there[0] === there[1]) return [];
    return [`  class ${node(id)} ${there[0] ? "removed" : "added"}\n`];
  });
  const hidden = changed.size - drawn.size;
  return [
    "flowchart LR\n",
    ...names.map((id) => `  ${node(id)}["${label(id)}"]\n`),
    ...(hidden > 0 ? [`  more["and ${hidden} more"]\n`] : []),
    ...earlier
      .filter((one) => !is.has(key(one)))
      .map((one) => edge({ ...one, label: `was: ${one.label}` }, "-.->")),
    ...later.map((one) => edge(one, was.has(key(one)) ? "-->" : "==>")),
    "  classDef removed stroke:#d1242f,stroke-dasharray:4\n  classDef added stroke:#1a7f37,stroke-width:2px\n",
    ...styles,
  ].join("");
}

function edgesOf({ destinations, numbers }: Plan): readonly Edge[] {
  return [
    ...Object.entries(numbers).flatMap(([from, { answer, onError }]) => [
      { from, to: answer, label: "answer" },
      { from, to: onError, label: "on error" },
    ]),
    ...Object.entries(destinations).flatMap(([from, { fallback, hours }]) => [
      { from, to: fallback ?? "the last resort", label: "fallback" },
      ...(hours ? [{ from, to: hours.closed, label: `closed, ${hours.schedule}` }] : []),
    ]),
  ];
}

function targetText({ destinations, numbers }: Plan, id: string): string | undefined {
  const to = Object.hasOwn(destinations, id) ? destinations[id]?.to : undefined;
  const line = Object.hasOwn(numbers, id) ? numbers[id] : undefined;
  return to ? describe(to) : (line?.number ?? line?.sipDomain);
}

/** Characters that end a label, open a tag or a fence, as Mermaid's own entities. */
function escaped(text: string): string {
  return text.replace(/["#<>&`[\]{}|;\\]/g, (character) => `#${character.codePointAt(0)};`);
}
