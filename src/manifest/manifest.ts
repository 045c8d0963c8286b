import type { Plan } from "../plan/plan.ts";
import { binPath } from "../twiml/paths.ts";
import { type Hosted, hostedOf } from "./hosted.ts";

/** What an agent needs to know of one environment. */
export interface Manifest {
  readonly project: string;
  readonly environment: string;
  /** In the order of their ids. */
  readonly destinations: readonly ManifestEntry[];
  /** Where the agent leaves what it hands over with a call, and for how many seconds; absent where it leaves nothing. */
  readonly context?: { readonly scope: string; readonly ttl: number };
}

export interface ManifestEntry {
  readonly id: string;
  readonly name: string;
  /** When to choose it, for the agent's model. */
  readonly description: string;
  /** The bin; relative when the domain is unknown. Only requests that Twilio signs for its own account can read it. */
  readonly url: string;
  readonly default: boolean;
  /** Former ids, by which an agent may still ask for it; absent where there are none. */
  readonly aliases?: readonly string[];
  /** The way for an agent that is hosted elsewhere. */
  readonly hosted: Hosted;
}

/** A manifest in one of its formats. */
export interface Rendered {
  readonly text: string;
  /** What callers lose by it, a line each. */
  readonly losses: readonly string[];
  /** What it cannot offer at all, a line each. */
  readonly missing: readonly string[];
}

/** The manifest of a plan. `domain` is the host name that the bins are served from, when that is known. */
export function manifestOf(plan: Plan, domain?: string): Manifest {
  const origin = domain === undefined ? "" : `https://${domain}`;
  return {
    project: plan.project,
    environment: plan.environment,
    destinations: Object.entries(plan.destinations).map(([id, destination]) => ({
      id,
      name: destination.name,
      description: destination.description,
      url: `${origin}${binPath(id)}`,
      default: destination.default,
      ...(destination.aliases.length === 0 ? {} : { aliases: destination.aliases }),
      hosted: hostedOf(plan, id, destination),
    })),
    ...(plan.context && { context: { scope: plan.context.scope, ttl: plan.context.ttl } }),
  };
}
