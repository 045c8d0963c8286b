import { defaultCallerId } from "./caller-id.ts";
import { failLeg, legTo, ring } from "./leg.ts";
import type { Noun } from "./noun.ts";

/** https://www.twilio.com/docs/voice/twiml/queue: an agent's side of a queue. Somebody is taken to wait there. */
export const queue: Noun = {
  name: "Queue",
  attributes: ["method", "postWorkActivitySid", "reservationSid", "url"],
  nouns: [],
  maximum: 1,

  async ring(element, plan, call) {
    const { text, attributes } = element;
    const leg = legTo({ kind: "queue", name: text }, plan.callerId || defaultCallerId(call), plan);
    if (text === "" && attributes.reservationSid === undefined)
      return failLeg(leg, 14212, "Dial->Queue: queue name too short", call);
    if (text.length > maximumName) return failLeg(leg, 14213, "Dial->Queue: queue name too long", call);
    return ring(element, leg, plan, call);
  },

  /** Never beside another noun, so never too late. */
  cancel() {},
};

const maximumName = 64;
