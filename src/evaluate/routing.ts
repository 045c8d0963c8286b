import type { Schedule } from "../schedule/schedule.ts";
import type { Recording, Target } from "../target/target.ts";
import type { Speech } from "../twiml/say.ts";

/** What decides about calls: the part of a plan that the router holds. */
export interface Routing {
  readonly destinations: Readonly<Record<string, Route>>;
  /** A number of ours in E.164, for calls whose own cannot be shown; an environment may have none. */
  readonly ownNumber?: string;
  /** Whether calls come by SIP too: a SIP address cannot be shown to a telephone (Twilio error 13214). */
  readonly sipCallers: boolean;
  readonly schedules: Readonly<Record<string, Schedule>>;
  /** Former ids, each with the destination that took its place. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The id of the destination for calls whose own is unknown. */
  readonly default: string;
  /** The agent's voice webhook; an environment may have none. */
  readonly agent?: { readonly url: string };
  /** Said when nobody can be reached. */
  readonly lastResort: { readonly message: string };
  /** Said again and again to callers who wait in a queue. */
  readonly hold: { readonly message: string };
  readonly speech: Speech;
  /** Where the agent leaves what it hands over with a call (`<project>/<environment>`); absent where it leaves nothing. */
  readonly context?: { readonly scope: string };
}

/** The route of one destination. */
export interface Route {
  readonly to: Target;
  readonly callerId: CallerId;
  /** Seconds. */
  readonly ring: { readonly timeout: number };
  readonly screening?: Screening;
  readonly recording: Recording;
  /** Open only in the hours of a schedule; then `closed` (a destination or `agent`) takes calls. */
  readonly hours?: { readonly schedule: string; readonly closed: string };
  /** Where an unanswered call goes: a destination, `agent`, or (undefined) the last resort. */
  readonly fallback?: string;
}

/** What happens between the answer and the caller. */
export interface Screening {
  /** Said to whoever picks up; may hold `${variables}`. */
  readonly whisper?: string;
  /** The key that takes the call. */
  readonly accept?: string;
}

/** The caller's own number, the number that was called, or a fixed one in E.164. */
export type CallerId = "caller" | "called" | `+${string}`;

/** The word that stands for the voice agent wherever a destination can stand. */
export const agent = "agent";
