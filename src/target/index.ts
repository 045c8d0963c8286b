import type { Element } from "../twiml/element.ts";
import { client } from "./client.ts";
import { flex } from "./flex.ts";
import { message } from "./message.ts";
import { number } from "./number.ts";
import { queue } from "./queue.ts";
import { sip } from "./sip.ts";
import type { Attempt, LegKind, Room, Target, TargetKind } from "./target.ts";
import { voicemail } from "./voicemail.ts";

/** Every kind of target, under the key that names it in a file. */
const kinds = { number, sip, flex, queue, client, voicemail, message } as const;

type Kinds = typeof kinds;

/** `to:` as a file has it, once its schema has passed it. */
export type TargetSource = string | { [K in keyof Kinds]: Parameters<Kinds[K]["compile"]>[0] }[keyof Kinds];

/** The outcome that an attempt at a target ends with. */
export const legOf = (target: Target): LegKind => kindOf(target).leg(target);

/** A target in a few words, for a reader. */
export const describe = (target: Target): string => kindOf(target).describe(target);

/** What rings somewhere, as a comparable text; undefined when nothing does. */
export const ringsOf = (target: Target): string | undefined => kindOf(target).rings(target);

/** Seconds that a caller may wait in it; undefined where nobody waits. */
export const maxWaitOf = (target: Target): number | undefined => kindOf(target).maxWait?.(target);

/** The verbs that try to reach a target. */
export const verbsFor = (target: Target, attempt: Attempt): readonly Element[] =>
  kindOf(target).verbs(target, attempt);

/** The same target with each text that may hold `${variables}` changed. */
export const mapTexts = <T extends Target>(target: T, change: (text: string) => string): T =>
  kindOf(target).mapTexts?.(target, change) ?? target;

/** What the texts of a target take of what Twilio takes; undefined for a kind without such texts. */
export const roomOf = (target: Target): Room | undefined => kindOf(target).room?.(target);

/** Whether Twilio takes the texts of a target. */
export function fits(target: Target): boolean {
  const room = roomOf(target);
  return room === undefined || room.used <= room.most;
}

function kindOf<T extends Target>(target: T): TargetKind<T, never> {
  // The list pairs each kind with its own target type, which TypeScript cannot follow through an index.
  return kinds[target.kind] as unknown as TargetKind<T, never>;
}

/** The target that a file's `to:` means: a bare text is a number. */
export function compileTarget(source: TargetSource): Target {
  if (typeof source === "string") return number.compile({ number: source });
  const key = Object.keys(kinds).find((kind) => Object.hasOwn(source, kind));
  if (key === undefined)
    throw new Error(`A target passed its schema without a kind: ${Object.keys(source).join(", ")}`);
  return (kinds[key as keyof Kinds] as TargetKind<Target, TargetSource>).compile(source);
}
