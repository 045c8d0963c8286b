import type { Outcome } from "./outcome.ts";

/** What has just happened to a call. */
export type Event = {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
} & (
  | { readonly type: "handoff"; readonly destination: string; readonly call: Call }
  | {
      readonly type: "outcome";
      readonly destination: string;
      readonly outcome: Outcome;
      readonly call: Call;
    }
);

/** What is known of a call so far. */
export interface Call {
  /** Destinations already tried since the agent last had the call, in order; not the current one. */
  readonly tried: readonly string[];
  /** The destination that the agent chose; undefined where it is the first one tried, or, before that, the current one. */
  readonly chosen?: string;
  /** Destinations that the agent chose and that gave the call back to it, in this call. */
  readonly returned: readonly string[];
  /** The caller's number as Twilio gives it; undefined before the call (in a static document). */
  readonly from?: string;
  /** The number that was called, E.164. */
  readonly to?: string;
}

/** A call of which nothing is known yet. */
export const newCall: Call = { tried: [], returned: [] };
