import type { State } from "../schedule/state.ts";
import type { Recording, Target } from "../target/target.ts";
import type { OutcomeName } from "./outcome.ts";
import type { Screening } from "./routing.ts";

/** What happens next to a call, and why. */
export type Decision = (
  | {
      readonly do: "try";
      readonly destination: string;
      readonly to: Target;
      /** E.164; undefined shows the caller's own number. */
      readonly callerId: string | undefined;
      /** Seconds. */
      readonly ring: { readonly timeout: number };
      readonly screening: Screening | undefined;
      readonly recording: Recording;
      /** Destinations tried before this one. */
      readonly tried: readonly string[];
      /** The destination that the agent chose: this one, or one whose calls come here. */
      readonly chosen: string;
    }
  | {
      readonly do: "return to agent";
      readonly url: string;
      /** Tried, and closed since then. */
      readonly tried: readonly string[];
      /** The destination that the agent chose, which gives the call back. */
      readonly chosen: string;
      readonly outcome: Ended;
    }
  | { readonly do: "last resort"; readonly message: string }
  | { readonly do: "hang up" }
) & { readonly reason: Reason };

export type Reason =
  | { readonly because: "handed off" }
  | { readonly because: "former id"; readonly id: string }
  | { readonly because: "unknown destination"; readonly id: string }
  | { readonly because: "fallback"; readonly of: string; readonly outcome: OutcomeName }
  | Closed
  | { readonly because: "conversation ended"; readonly outcome: OutcomeName }
  /** The chain has no further destination. */
  | { readonly because: "exhausted"; readonly of: string; readonly outcome: Ended }
  /** The next destination of the chain was tried before, or was closed just now. */
  | { readonly because: "tried before"; readonly id: string; readonly outcome: Ended }
  /** The agent would get the call back from the same destination a second time. */
  | { readonly because: "second return"; readonly of: string; readonly outcome: Ended }
  | { readonly because: "no agent"; readonly of: string; readonly outcome: Ended };

/** A destination was outside its hours. */
export interface Closed {
  readonly because: "closed";
  readonly of: string;
  readonly schedule: string;
  readonly state: State;
  /** The destination before it that was closed too. */
  readonly after?: Closed;
}

/** How a destination ended for a call: an outcome, or it was closed. */
export type Ended = OutcomeName | "closed";
