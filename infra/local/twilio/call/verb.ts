import type { State } from "../state.ts";
import type { CallHappening, CallTrace, LegOutcome, ScriptedOutcome } from "./trace.ts";
import type { TwimlElement } from "./twiml.ts";
import type { WaitPlan, WaitResult } from "./waiting.ts";
import type { Webhook } from "./webhook.ts";

/** What a verb does to the call: on to the next verb, to another document, or the end. */
export type Step =
  | { readonly kind: "next" }
  | { readonly kind: "document"; readonly webhook: Webhook }
  /** Out of the queue that the call waits in. */
  | { readonly kind: "leave" }
  | { readonly kind: "end" };

export const next: Step = { kind: "next" };
export const end: Step = { kind: "end" };

/** A verb of TwiML: one file, one entry in `verbs.ts`. */
export interface Verb {
  readonly name: string;
  readonly attributes: readonly string[];
  /** Names of elements that may stand inside, or `any` (SSML). */
  readonly nouns: readonly string[] | "any";
  run(element: TwimlElement, call: VerbContext): Promise<Step>;
}

/** What a verb may ask of the call that it is in. */
export interface VerbContext {
  readonly from: string;
  readonly to: string;
  /** Whether the other end of this call is a SIP endpoint. */
  readonly isSip: boolean;
  readonly state: State;
  /** The address of the document that is being read; relative URLs start there. */
  readonly documentUrl: string;
  /** Whether no other verb of the call has run yet. */
  readonly isFirstVerb: boolean;
  verbDone(): void;
  emit(happening: CallHappening): void;
  /** Lets virtual seconds pass. */
  pass(seconds: number): void;
  /** The outcome that the caller of the emulator ordered for the next leg, if it is one of these. */
  takeOutcome<Outcome extends LegOutcome>(possible: readonly Outcome[]): ScriptedOutcome<Outcome> | undefined;
  takeDigits(): string | undefined;
  resolve(url: string): string;
  /** Asks for sound; false, with a warning, when there is none. What is not contacted is taken to be there. */
  isAudible(url: string): Promise<boolean>;
  /** Runs a nested list of verbs, as the prompts of a Gather. */
  runNested(elements: readonly TwimlElement[], allowed: readonly string[]): Promise<void>;
  /** The caller is gone: Twilio still tells `webhook`, and reads no more of what it answers. */
  callerHungUp(webhook: Webhook | undefined): Promise<Step>;
  /** What the callee of a leg hears before the call is connected. */
  whisper(webhook: Webhook, leg: WhisperLeg): Promise<WhisperResult>;
  /** Waits in a queue: what the caller hears there is in the trace when this returns. */
  wait(plan: WaitPlan): Promise<WaitResult>;
  /** A call of this call's leg to a number of the same account. */
  callOwnNumber(to: string, from: string): Promise<CallTrace>;
}

export interface WhisperLeg {
  readonly sid: string;
  readonly to: string;
  readonly callerId: string;
  /** What the callee presses when asked: nothing, or a key (undefined: the one that the call request names). */
  readonly digits: string | null | undefined;
}

export interface WhisperResult {
  /** False when the document ended in a hang-up or an error. */
  readonly accepted: boolean;
  readonly events: CallTrace["events"];
}
