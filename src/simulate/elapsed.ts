import type { Decision } from "../evaluate/decision.ts";
import type { OutcomeName } from "../evaluate/outcome.ts";
import type { Routing } from "../evaluate/routing.ts";
import type { Element } from "../twiml/element.ts";
import { secondsToSay } from "../twiml/spoken.ts";
import { whisperVerbs } from "../twiml/whisper.ts";

/** Seconds until somebody picks up or refuses; only a ring that nobody answers lasts until its timeout. */
const reaction = 5;

/** Seconds that <Record> waits for a first word. https://www.twilio.com/docs/voice/twiml/record#timeout */
const silence = 5;

/** Seconds that an attempt takes which nobody takes: schedules may change meanwhile. */
export function secondsOf(
  { destination, to, ring, screening }: Extract<Decision, { do: "try" }>,
  outcome: OutcomeName,
  { speech }: Pick<Routing, "speech">,
): number {
  switch (outcome) {
    case "no-answer":
      return ring.timeout;
    case "declined":
      return reaction + (screening ? heard(whisperVerbs(destination, screening, speech)) : 0);
    case "waited-out":
      return "maxWait" in to ? to.maxWait : 0;
    case "queue-full":
    case "queue-failed":
      return 0;
    case "silent":
      return (to.kind === "voicemail" ? secondsToSay(to.greeting) : 0) + silence;
    default:
      return Math.min(reaction, ring.timeout);
  }
}

/** How long it takes to hear some verbs, when no key is pressed. */
function heard(verbs: readonly Element[]): number {
  return verbs.reduce((sum, { name, attributes, children }) => {
    const inside = heard(children.filter((child) => typeof child !== "string"));
    switch (name) {
      case "Say":
        return sum + secondsToSay(children.filter((child) => typeof child === "string").join(""));
      case "Gather":
        return sum + inside + Number(attributes.timeout);
      default:
        return sum;
    }
  }, 0);
}
