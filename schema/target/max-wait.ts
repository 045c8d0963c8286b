import { duration } from "../text.ts";

/**
 * How long a caller waits in a queue. A call lasts four hours at the most, or 24 where an account has asked for them.
 * https://www.twilio.com/en-us/blog/introducing-configurable-call-limits-for-programmable-voice
 */
export const maxWait = duration(
  5,
  14_400,
  "a wait of at most 4h, because by default Twilio ends a call after 4 hours, and then no fallback applies",
).meta({
  description: "Wait this long for a person, 4 hours at most; then the fallback applies.",
  default: "5m",
});
