import { didYouMean, suggest } from "../diagnostic/suggest.ts";
import { bare, masking } from "../diff/mask.ts";
import { own } from "../evaluate/own.ts";
import { agent } from "../evaluate/routing.ts";
import { dot } from "../graph/dot.ts";
import { focus } from "../graph/focus.ts";
import { type Graph, graphOf, nodeId } from "../graph/graph.ts";
import { maximumEdges, mermaid } from "../graph/mermaid.ts";
import { svg } from "../graph/svg.ts";
import type { Plan } from "../plan/plan.ts";
import { print } from "./print.ts";
import { openProject, planFor, validCatalog } from "./project.ts";
import { type Status, status, UsageError } from "./status.ts";

export interface GraphOptions {
  readonly dir?: string;
  readonly env: string;
  readonly format: "mermaid" | "dot" | "svg";
  readonly focus?: string;
  readonly showNumbers?: boolean;
}

/** `handoffs graph`: every way that a call can take, as a picture. */
export async function graph({ dir, env, format, ...options }: GraphOptions): Promise<Status> {
  const catalog = validCatalog(openProject(dir));
  if (!catalog) return status.problems;
  const { plan } = planFor(catalog, env);
  const whole = graphOf(plan, options.showNumbers ? bare : masking());
  const drawn = options.focus === undefined ? whole : focus(whole, nodeFor(plan, whole, options.focus));
  print(await writers[format](drawn));
  if (format === "mermaid" && drawn.edges.length > maximumEdges)
    print(
      `Mermaid draws at most ${maximumEdges} arrows, and there are ${drawn.edges.length}: choose a part with --focus, or --format svg.\n`,
      "stderr",
    );
  return status.clean;
}

const writers: Readonly<Record<GraphOptions["format"], (graph: Graph) => string | Promise<string>>> = {
  mermaid,
  dot,
  svg,
};

/** A destination goes before a number of the same id; a former id stands for its heir. */
function nodeFor(plan: Plan, { nodes }: Graph, id: string): string {
  const destination = nodeId.destination(own(plan.aliases, id) ?? id);
  const found = [destination, nodeId.number(id)].find((wanted) => nodes.some((node) => node.id === wanted));
  if (found !== undefined) return found;
  const known = [...Object.keys(plan.destinations), ...Object.keys(plan.numbers), agent];
  throw new UsageError(
    `"${id}" is neither a destination nor a number of ${plan.environment}. There are ${known.join(", ")}.${didYouMean(suggest(id, known))}`,
  );
}
