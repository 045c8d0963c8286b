import { dial } from "./dial.ts";
import { gather } from "./gather.ts";
import { hangup } from "./hangup.ts";
import { pause } from "./pause.ts";
import { play } from "./play.ts";
import { record } from "./record.ts";
import { redirect } from "./redirect.ts";
import { reject } from "./reject.ts";
import { say } from "./say.ts";
import type { Verb } from "./verb.ts";

const all: readonly Verb[] = [dial, gather, hangup, pause, play, record, redirect, reject, say];

export const verbs: ReadonlyMap<string, Verb> = new Map(all.map((verb) => [verb.name, verb]));

/** Verbs that Twilio has and the emulator has not: a call that needs one ends with an error that says so. */
export const missingVerbs: readonly string[] = [
  "Connect",
  "Enqueue",
  "Leave",
  "Pay",
  "Prompt",
  "Queue",
  "Refer",
  "Siprec",
  "Sms",
  "Start",
  "Stop",
  "Stream",
  "Transcription",
];
