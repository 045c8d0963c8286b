import type { Method } from "../state.ts";

/** How one attempt to reach somebody ends; the caller of the emulator says so, leg by leg. */
export const legOutcomes = [
  "answered",
  /** Picked up, but not accepted: `completed` with `DialBridged=false`. */
  "declined",
  "busy",
  "no-answer",
  "failed",
  "canceled",
  /** Of a recording: the caller spoke. */
  "recorded",
  /** Of a recording: nothing was said. */
  "silent",
  /** The caller hangs up during the leg or the recording. */
  "hangup",
] as const;
export type LegOutcome = (typeof legOutcomes)[number];
export type DialOutcome = Exclude<LegOutcome, "recorded" | "silent">;
export type RecordOutcome = "recorded" | "silent" | "hangup";

/** `at`: seconds since the call began, in the call's own virtual time. */
export type CallEvent = { readonly at: number } & CallHappening;

export type CallHappening =
  | {
      readonly kind: "request";
      readonly method: Method;
      readonly url: string;
      /** Null when no answer came. */
      readonly status: number | null;
      readonly signed: boolean;
      readonly contentType: string | null;
      /** What Twilio sent, without the parameters that every request of the call carries. */
      readonly params: Readonly<Record<string, string>>;
    }
  | { readonly kind: "say"; readonly text: string; readonly source: "Say" | "text/plain" }
  | { readonly kind: "play"; readonly url: string }
  | { readonly kind: "pause"; readonly seconds: number }
  | { readonly kind: "gather"; readonly digits: string | null }
  | Leg
  | { readonly kind: "record"; readonly outcome: RecordOutcome; readonly seconds: number }
  | { readonly kind: "redirect"; readonly url: string; readonly method: Method }
  /** The call went to a host that the emulator does not contact: the agent. */
  | {
      readonly kind: "left";
      readonly url: string;
      readonly method: Method;
      readonly params: Readonly<Record<string, string>>;
    }
  /** The agent moved the call on, through the REST API. */
  | { readonly kind: "moved"; readonly url: string; readonly method: Method }
  | { readonly kind: "hangup" }
  | { readonly kind: "reject"; readonly reason: string }
  | { readonly kind: "warning"; readonly code: number; readonly message: string }
  | { readonly kind: "error"; readonly code: number; readonly message: string; readonly url: string | null };

export const recordModes = [
  "do-not-record",
  "record-from-answer",
  "record-from-ringing",
  "record-from-answer-dual",
  "record-from-ringing-dual",
] as const;
export type RecordMode = (typeof recordModes)[number];

export interface Leg {
  readonly kind: "leg";
  readonly destination: { readonly kind: "number"; readonly number: string };
  readonly callerId: string;
  readonly sendDigits: string | null;
  /** Seconds. */
  readonly timeout: number;
  readonly recording: RecordMode;
  readonly outcome: DialOutcome;
  /** Whether caller and callee spoke. */
  readonly bridged: boolean;
  /** What the callee heard before the two were connected. */
  readonly whisper?: readonly CallEvent[];
  /** The call that this leg made to a number of the same account. */
  readonly call?: CallTrace;
}

export type CallEnd =
  | { readonly kind: "person"; readonly destination: Leg["destination"] }
  | { readonly kind: "voicemail" }
  /** Something was said or played, and the call ended without a person. */
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "agent"; readonly url: string }
  /** The call ended, and nobody and nothing was heard. */
  | { readonly kind: "silence" }
  | { readonly kind: "error"; readonly code: number; readonly message: string }
  | { readonly kind: "caller-hangup" };

export interface CallTrace {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly events: readonly CallEvent[];
  readonly end: CallEnd;
}
