import type { Outcome } from "../evaluate/outcome.ts";
import type { Element } from "../twiml/element.ts";
import type { Speech } from "../twiml/say.ts";
import type { ClientTarget } from "./client.ts";
import type { FlexTarget } from "./flex.ts";
import type { MessageTarget } from "./message.ts";
import type { NumberTarget } from "./number.ts";
import type { QueueTarget } from "./queue.ts";
import type { SipTarget } from "./sip.ts";
import type { VoicemailTarget } from "./voicemail.ts";

/** Where a call goes, as the plan has it: complete, with durations in seconds. */
export type Target =
  | NumberTarget
  | SipTarget
  | FlexTarget
  | QueueTarget
  | ClientTarget
  | VoicemailTarget
  | MessageTarget;

/** All that the rest of the program knows of one kind of target. */
export interface TargetKind<T extends Target, Shape> {
  /** The part of the plan that a file's `to:` means. */
  readonly compile: (shape: Shape) => T;
  /** The outcome that an attempt ends with; `none` when nothing can fail. */
  readonly leg: (target: T) => LegKind;
  /** In a few words, for a reader. */
  readonly describe: (target: T) => string;
  /** What rings somewhere, as a comparable text; undefined when nothing does. */
  readonly rings: (target: T) => string | undefined;
  /** The TwiML that tries to reach it. */
  readonly verbs: (target: T, attempt: Attempt) => readonly Element[];
  /** Seconds that a caller may wait in it; undefined where nobody waits. */
  readonly maxWait?: (target: T) => number;
  /** The same target with each text that may hold `${variables}` changed; a kind without such texts has none. */
  readonly mapTexts?: (target: T, change: (text: string) => string) => T;
  /** What those texts take of what Twilio takes; beyond that nobody is reached. */
  readonly room?: (target: T) => Room;
}

/** Both in the unit that Twilio counts in. */
export interface Room {
  readonly used: number;
  readonly most: number;
}

export type LegKind = Outcome["leg"] | "none";

/** What an attempt needs besides its target. */
export interface Attempt {
  /** What Twilio asks next, a relative URL; undefined in a document that never names the router. */
  readonly action: string | undefined;
  /** E.164; undefined shows the caller's own number. */
  readonly callerId: string | undefined;
  readonly ring: { readonly timeout: number };
  readonly speech: Speech;
  /** What the callee's side asks before the two are connected. */
  readonly whisperUrl: string | undefined;
  /** What the caller hears in a queue. */
  readonly waitUrl: string;
  readonly recording: Recording;
  /** Passwords by the names of their secrets; empty in a static document. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** https://www.twilio.com/docs/voice/twiml/dial#record, without those that begin before somebody answers. */
export type Recording = "none" | "from-answer" | "dual-from-answer";
