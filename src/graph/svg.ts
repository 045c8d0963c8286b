import { dot } from "./dot.ts";
import type { Graph } from "./graph.ts";

/** A picture, laid out by Graphviz, which is loaded only here: 1.2 MB. */
export async function svg(graph: Graph): Promise<string> {
  const { instance } = await import("@viz-js/viz");
  return (await instance()).renderString(dot(graph), { format: "svg" });
}
