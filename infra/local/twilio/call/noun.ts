import type { DialOutcome, RecordMode } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { VerbContext } from "./verb.ts";

/** Whom a Dial rings: one file, one entry in `nouns.ts`. */
export interface Noun {
  readonly name: string;
  readonly attributes: readonly string[];
  /** Names of elements that may stand inside. */
  readonly nouns: readonly string[];
  /** How many of them may be rung at once. */
  readonly maximum: number;
  /** Rings, and says so in the trace. */
  ring(element: TwimlElement, leg: LegPlan, call: VerbContext): Promise<LegResult>;
  /** Says in the trace that another one had picked up first. */
  cancel(element: TwimlElement, leg: LegPlan, call: VerbContext): void;
}

/** What the Dial around it says. */
export interface LegPlan {
  /** As written; undefined when it was left to Twilio. */
  readonly callerId: string | undefined;
  /** Seconds of ringing. */
  readonly timeout: number;
  /** Seconds of conversation. */
  readonly timeLimit: number;
  readonly recording: RecordMode;
  readonly answerOnBridge: boolean;
}

export interface LegResult {
  readonly outcome: DialOutcome;
  readonly bridged: boolean;
  /** Seconds of conversation. */
  readonly duration: number;
  readonly legSid: string | null;
  /** What the action is told of this kind of noun only. */
  readonly params?: Readonly<Record<string, string>>;
}

export const dialOutcomes = [
  "answered",
  "declined",
  "machine",
  "busy",
  "no-answer",
  "failed",
  "canceled",
  "hangup",
] as const satisfies readonly DialOutcome[];
