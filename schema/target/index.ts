import * as z from "zod";
import { phoneNumber } from "../text.ts";
import { clientTarget } from "./client.ts";
import { flexTarget } from "./flex.ts";
import { messageTarget } from "./message.ts";
import { numberTarget } from "./number.ts";
import { queueTarget } from "./queue.ts";
import { sipTarget } from "./sip.ts";
import { voicemailTarget } from "./voicemail.ts";

/**
 * Every kind of target; the first key of a shape names its kind. Getters build a kind when a file has it: Zod takes
 * longer to build them all than to check a small project.
 */
export const targetShapes = [
  numberTarget,
  sipTarget,
  flexTarget,
  queueTarget,
  clientTarget,
  voicemailTarget,
  messageTarget,
] as const;

/** Where a call goes: a phone number as text, or a map that has exactly one kind of target. */
export const target = z
  .union([phoneNumber, ...targetShapes])
  .meta({ description: "Where the call goes: a phone number in quotes, or exactly one kind of target." });

/** `to:` as a file has it. */
export type TargetShape = z.infer<typeof target>;
