import { type Element, element } from "./element.ts";
import { type Speech, say } from "./say.ts";

/** Seconds between two signs of life: longer silence makes callers hang up. */
const interval = 20;

/** Characters of the whole document: Twilio reads 64 kB, and an escaped character takes up to six bytes. */
const most = 9_000;

/**
 * What a caller hears in a queue for `maxWait` seconds, after which <Leave> takes the call out of it.
 * https://www.twilio.com/docs/voice/twiml/leave
 */
export function holding(maxWait: number, message: string, speech: Speech): readonly Element[] {
  const mostRounds = Math.max(1, Math.floor(most / (message.length + 120)));
  // A long wait gets its signs of life further apart.
  const length = Math.max(interval, Math.ceil(maxWait / mostRounds));
  const rounds = Math.ceil(maxWait / length);
  return [
    ...Array.from({ length: rounds }, (_, round) => [
      say(message, speech),
      element("Pause", { length: Math.min(length, maxWait - round * length) }),
    ]).flat(),
    element("Leave"),
  ];
}
