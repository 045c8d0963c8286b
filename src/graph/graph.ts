import { legIn } from "../evaluate/by-sip.ts";
import { agent } from "../evaluate/routing.ts";
import type { Plan } from "../plan/plan.ts";
import { describe } from "../target/index.ts";

/** The ways that calls can take, as points and arrows. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** A point that calls come to. */
export interface Node {
  /** Unique in a graph: a destination and a number may have the same id. */
  readonly id: string;
  readonly kind: "number" | "agent" | "destination" | "last resort";
  /** What a reader sees, line by line. */
  readonly lines: readonly string[];
}

/** A way that a call can take from one point to another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}

/**
 * `answer`: who takes a call to a number. `handoff`: where the agent can hand it. `closed`: outside opening hours.
 * `fallback`: nobody was reached. `on error`: the agent or the router fails.
 */
export type EdgeKind = "answer" | "handoff" | "closed" | "fallback" | "on error";

/** What stands at an arrow; nothing where its ends say it all. */
export const labels: Readonly<Partial<Record<EdgeKind, string>>> = {
  closed: "closed",
  fallback: "not reached",
  "on error": "on error",
};

/** The id of a node. Without an id of the project, the node that a plan has once. */
export const nodeId = {
  number: (id: string) => `number ${id}`,
  destination: (id: string) => (id === agent ? agent : `destination ${id}`),
  agent,
  lastResort: "last resort",
} as const;

/** Every way through a plan. `shown` writes a target or a number as the reader may see it. */
export function graphOf(plan: Plan, shown: (text: string) => string): Graph {
  const numbers = Object.entries(plan.numbers);
  const destinations = Object.entries(plan.destinations);
  const fromAgent = plan.agent === undefined ? [] : destinations;
  const edges: readonly Edge[] = [
    ...numbers.flatMap(([id, { answer, onError }]) => [
      edge(nodeId.number(id), nodeId.destination(answer), "answer"),
      edge(nodeId.number(id), nodeId.destination(onError), "on error"),
    ]),
    ...fromAgent.map(([id]) => edge(nodeId.agent, nodeId.destination(id), "handoff")),
    ...destinations.flatMap(([id, { to, hours, fallback }]) => [
      ...(hours === undefined
        ? []
        : [edge(nodeId.destination(id), nodeId.destination(hours.closed), "closed")]),
      ...(legIn(plan, to) === "none"
        ? []
        : [
            edge(
              nodeId.destination(id),
              fallback === undefined ? nodeId.lastResort : nodeId.destination(fallback),
              "fallback",
            ),
          ]),
    ]),
  ];
  const reached = new Set(edges.map(({ to }) => to));
  const once = (id: Node["id"] & Node["kind"], line: string): readonly Node[] =>
    reached.has(id) || (id === nodeId.agent && fromAgent.length > 0) ? [{ id, kind: id, lines: [line] }] : [];
  return {
    nodes: [
      ...numbers.map(([id, { name, number, sipDomain }]) =>
        node(nodeId.number(id), "number", [name, shown(number ?? sipDomain)]),
      ),
      ...once(nodeId.agent, "the voice agent"),
      ...destinations.map(([id, { name, to }]) =>
        node(nodeId.destination(id), "destination", [name, shown(describe(to))]),
      ),
      ...once(nodeId.lastResort, "the last resort"),
    ],
    edges,
  };
}

const edge = (from: string, to: string, kind: EdgeKind): Edge => ({ from, to, kind });

const node = (id: string, kind: Node["kind"], lines: readonly string[]): Node => ({ id, kind, lines });
