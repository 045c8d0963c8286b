import type { Method } from "../state.ts";

/** How one attempt to reach somebody ends; the caller of the emulator says so, leg by leg. */
export const legOutcomes = [
  /** A person picks up, and accepts if asked to. */
  "answered",
  /** Picked up, but not accepted: `completed` with `DialBridged=false`. */
  "declined",
  /** A voicemail box picks up: it presses nothing, and without a whisper that asks for a key it has the call. */
  "machine",
  "busy",
  "no-answer",
  "failed",
  "canceled",
  /** Of a recording: the caller spoke. */
  "recorded",
  /** Of a recording: nothing was said. */
  "silent",
  /** Of a REFER: the caller's side called the target, who answered. */
  "transferred",
  /** Of a REFER: the caller's side does not do it. */
  "refused",
  /** Of a queue: somebody comes. */
  "picked-up",
  /** Of a queue: nobody comes; it is for the wait document to leave. */
  "waited-out",
  "queue-full",
  /** Of a queue: Twilio's own failure. */
  "queue-failed",
  /** The caller hangs up during the leg, the wait or the recording. */
  "hangup",
] as const;
export type LegOutcome = (typeof legOutcomes)[number];

/** An outcome with its particulars. */
export interface ScriptedOutcome<Outcome extends LegOutcome = LegOutcome> {
  readonly outcome: Outcome;
  /** What a callee who accepts presses at the whisper's Gather. */
  readonly digits?: string;
  /**
   * Of a queue: seconds until somebody comes, or the caller hangs up. Of a leg: seconds until the caller hangs up;
   * more than 5, and the callee has picked up and hears the whisper.
   */
  readonly after?: number;
}

export type DialOutcome =
  | "answered"
  | "declined"
  | "machine"
  | "busy"
  | "no-answer"
  | "failed"
  | "canceled"
  | "hangup";
export type RecordOutcome = "recorded" | "silent" | "hangup";
export type ReferOutcome = "transferred" | "refused" | "busy" | "no-answer" | "failed" | "hangup";
export type QueueOutcome =
  | "picked-up"
  | "waited-out"
  | "queue-full"
  | "queue-failed"
  | "hangup"
  /** The wait document hung up. */
  | "ended"
  /** Enqueue or its wait document was wrong. */
  | "error";

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
  | { readonly kind: "refer"; readonly destination: SipDestination; readonly outcome: ReferOutcome }
  /** The call enters a queue; what follows, up to `dequeue`, is heard while it waits. */
  | { readonly kind: "enqueue"; readonly queue: QueueDestination }
  | {
      readonly kind: "dequeue";
      readonly queue: QueueDestination;
      readonly outcome: QueueOutcome;
      /** Seconds in the queue. */
      readonly waited: number;
    }
  | { readonly kind: "redirect"; readonly url: string; readonly method: Method }
  /** The call went to a host that the emulator does not contact: the agent. */
  | {
      readonly kind: "left";
      readonly url: string;
      readonly method: Method;
      readonly params: Readonly<Record<string, string>>;
    }
  /** The agent hears and speaks through a WebSocket, which the emulator does not open. */
  | {
      readonly kind: "connected";
      readonly noun: string;
      readonly url: string;
      /** What is asked when the agent lets go of the call. */
      readonly action: { readonly url: string; readonly method: Method } | null;
    }
  /** The agent let go of the call, or lost it. */
  | { readonly kind: "disconnected"; readonly params: Readonly<Record<string, string>> }
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

export interface NumberDestination {
  readonly kind: "number";
  readonly number: string;
}
export interface SipDestination {
  readonly kind: "sip";
  /** Without its headers. */
  readonly uri: string;
  /** What of the URI's query Twilio passes on, decoded. */
  readonly headers: Readonly<Record<string, string>>;
  /** Who Twilio says it is; the password is in no trace. */
  readonly username?: string;
}
export interface ClientDestination {
  readonly kind: "client";
  readonly identity: string;
  readonly parameters: Readonly<Record<string, string>>;
}
export type QueueDestination =
  | { readonly kind: "queue"; readonly name: string }
  | {
      readonly kind: "workflow";
      readonly workflowSid: string;
      /** The Task's attributes: what its JSON says. */
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly priority: number | null;
      /** Seconds that the Task lives. */
      readonly timeout: number | null;
    };
export type Destination = NumberDestination | SipDestination | ClientDestination | QueueDestination;

export interface Leg {
  readonly kind: "leg";
  /** The leg's own call; null for one that was not tried. */
  readonly callSid: string | null;
  readonly destination: Destination;
  readonly callerId: string;
  readonly sendDigits: string | null;
  /** Seconds. */
  readonly timeout: number;
  readonly recording: RecordMode;
  /** Whether the caller's own call is answered only when the callee's is. */
  readonly answerOnBridge: boolean;
  readonly outcome: DialOutcome;
  /** Whether caller and callee spoke. */
  readonly bridged: boolean;
  /** Seconds that they spoke. */
  readonly duration: number;
  /** What the callee heard before the two were connected. */
  readonly whisper?: readonly CallEvent[];
  /** The call that this leg made to a number of the same account. */
  readonly call?: CallTrace;
}

export type CallEnd =
  | { readonly kind: "person"; readonly destination: Destination }
  /** The caller was connected with a voicemail box of the callee's. */
  | { readonly kind: "machine"; readonly destination: Destination }
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
