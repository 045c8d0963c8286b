import { type Element, element } from "./element.ts";
import { type Speech, say } from "./say.ts";
import { secondsToSay } from "./spoken.ts";

/** Seconds between two signs of life: longer silence makes callers hang up. */
const interval = 20;

/** Seconds of one <Pause>: Twilio names no maximum, so a longer silence is made of several. */
const longestPause = 120;

/** Characters of the whole document: Twilio reads 64 kB, and an escaped character takes up to six bytes. */
const most = 9_000;

/**
 * What a caller hears in a queue for `maxWait` seconds, after which <Leave> takes the call out of it. Where the time
 * that is left is too short for the message, it is not said.
 * https://www.twilio.com/docs/voice/twiml/leave
 */
export function holding(maxWait: number, message: string, speech: Speech): readonly Element[] {
  const spoken = secondsToSay(message);
  const mostRounds = Math.max(1, Math.floor(most / (message.length + 120)));
  // A long wait gets its signs of life further apart.
  const length = Math.max(spoken + interval, Math.ceil(maxWait / mostRounds));
  const rounds = Math.ceil(maxWait / length);
  return [
    ...Array.from({ length: rounds }, (_, round) => {
      const seconds = Math.min(length, maxWait - round * length);
      return seconds < spoken ? silence(seconds) : [say(message, speech), ...silence(seconds - spoken)];
    }).flat(),
    element("Leave"),
  ];
}

function silence(seconds: number): readonly Element[] {
  return Array.from({ length: Math.ceil(seconds / longestPause) }, (_, index) =>
    element("Pause", { length: Math.min(longestPause, seconds - index * longestPause) }),
  );
}
