import type { Decision } from "../evaluate/decision.ts";

/**
 * What happens next to a call, as far as it differs from one plan to another; ids are those of the later plan, or of
 * destinations that are gone.
 */
export type Step =
  | { readonly do: "try"; readonly destination: string }
  /** The agent's webhook is told which destinations were tried or closed, and whether the last of them was closed. */
  | { readonly do: "return to agent"; readonly tried: readonly string[]; readonly closed: boolean }
  | { readonly do: "last resort" }
  | { readonly do: "hang up" };

/** `ids` gives a destination of the earlier plan its later id. */
export function stepOf(decision: Decision, ids: (id: string) => string): Step {
  switch (decision.do) {
    case "try":
      return { do: "try", destination: ids(decision.destination) };
    case "return to agent":
      return {
        do: "return to agent",
        tried: decision.tried.map(ids),
        closed: decision.outcome === "closed",
      };
    default:
      return { do: decision.do };
  }
}
