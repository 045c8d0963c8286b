import type { Target } from "../target/target.ts";
import type { Speech } from "../twiml/say.ts";

/** What decides about calls: the part of a plan that the router holds. */
export interface Routing {
  readonly destinations: Readonly<Record<string, Route>>;
  /** Former ids, each with the destination that took its place. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The id of the destination for calls whose own is unknown. */
  readonly default: string;
  /** The agent's voice webhook; an environment may have none. */
  readonly agent?: { readonly url: string };
  /** Said when nobody can be reached. */
  readonly lastResort: { readonly message: string };
  readonly speech: Speech;
}

/** The route of one destination. */
export interface Route {
  readonly to: Target;
  readonly callerId: CallerId;
  /** Seconds. */
  readonly ring: { readonly timeout: number };
  /** Where an unanswered call goes: a destination, `agent`, or (undefined) the last resort. */
  readonly fallback?: string;
}

/** The caller's own number, the number that was called, or a fixed one in E.164. */
export type CallerId = "caller" | "called" | `+${string}`;

/** The word that stands for the voice agent wherever a destination can stand. */
export const agent = "agent";
