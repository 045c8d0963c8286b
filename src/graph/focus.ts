import { type Edge, type Graph, nodeId } from "./graph.ts";

/**
 * The part of a graph around one node: what sends calls to it, and everywhere they can go from there. The agent has
 * ways to everywhere, so nothing is followed through it but the numbers that it answers.
 */
export function focus({ nodes, edges }: Graph, id: string): Graph {
  const arriving = edges.filter(({ to }) => to === id);
  const atAgent = arriving.some(({ from }) => from === nodeId.agent);
  const kept = new Set<Edge>([
    ...arriving,
    ...edges.filter(({ to, kind }) => atAgent && to === nodeId.agent && kind === "answer"),
    ...onward(edges, id),
  ]);
  const ends = new Set([id, ...[...kept].flatMap(({ from, to }) => [from, to])]);
  return { nodes: nodes.filter((node) => ends.has(node.id)), edges: edges.filter((edge) => kept.has(edge)) };
}

/** The edges on every way from a node, up to the agent. */
function onward(edges: readonly Edge[], start: string): readonly Edge[] {
  const reached = new Set([start]);
  for (const node of reached) {
    if (node === nodeId.agent && node !== start) continue;
    for (const { from, to } of edges) if (from === node) reached.add(to);
  }
  return edges.filter(({ from }) => reached.has(from) && (from !== nodeId.agent || start === nodeId.agent));
}
