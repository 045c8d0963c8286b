import { connect } from "./connect.ts";
import { dial } from "./dial.ts";
import { enqueue } from "./enqueue.ts";
import { gather } from "./gather.ts";
import { hangup } from "./hangup.ts";
import { leave } from "./leave.ts";
import { pause } from "./pause.ts";
import { play } from "./play.ts";
import { record } from "./record.ts";
import { redirect } from "./redirect.ts";
import { refer } from "./refer.ts";
import { reject } from "./reject.ts";
import { say } from "./say.ts";
import type { Verb } from "./verb.ts";

const all: readonly Verb[] = [
  connect,
  dial,
  enqueue,
  gather,
  hangup,
  leave,
  pause,
  play,
  record,
  redirect,
  refer,
  reject,
  say,
];

export const verbs: ReadonlyMap<string, Verb> = new Map(all.map((verb) => [verb.name, verb]));

/** Verbs that Twilio has and the emulator has not: a call that needs one ends with an error that says so. */
export const missingVerbs: readonly string[] = [
  "Pay",
  "Prompt",
  "Queue",
  "Siprec",
  "Sms",
  "Start",
  "Stop",
  "Stream",
  "Transcription",
];
