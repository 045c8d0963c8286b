import type { Verb } from "./verb.ts";

/** https://www.twilio.com/docs/voice/twiml/leave: ends the wait in a queue, and not the call. */
export const leave: Verb = {
  name: "Leave",
  attributes: [],
  nouns: [],
  async run() {
    return { kind: "leave" };
  },
};
