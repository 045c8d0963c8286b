import type { Element } from "../twiml/element.ts";
import type { Speech } from "../twiml/say.ts";
import type { MessageTarget } from "./message.ts";
import type { NumberTarget } from "./number.ts";
import type { VoicemailTarget } from "./voicemail.ts";

/** Where a call goes, as the plan has it: complete, with durations in seconds. */
export type Target = NumberTarget | VoicemailTarget | MessageTarget;

/** All that the rest of the program knows of one kind of target. */
export interface TargetKind<T extends Target, Shape> {
  /** The part of the plan that a file's `to:` means. */
  readonly compile: (shape: Shape) => T;
  /** The outcome that an attempt ends with; `none` when nothing can fail. */
  readonly leg: LegKind;
  /** In a few words, for a reader. */
  readonly describe: (target: T) => string;
  /** What rings somewhere, as a comparable text; undefined when nothing does. */
  readonly rings: (target: T) => string | undefined;
  /** The TwiML that tries to reach it. */
  readonly verbs: (target: T, attempt: Attempt) => readonly Element[];
}

export type LegKind = "dial" | "record" | "none";

/** What an attempt needs besides its target. */
export interface Attempt {
  /** What Twilio asks next, a relative URL; undefined in a document that never names the router. */
  readonly action: string | undefined;
  /** E.164; undefined shows the caller's own number. */
  readonly callerId: string | undefined;
  readonly ring: { readonly timeout: number };
  readonly speech: Speech;
}
