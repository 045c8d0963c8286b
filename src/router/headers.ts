import type { HandoffContext } from "../context/context.ts";
import { takesHeaders } from "../target/sip.ts";
import type { Target } from "../target/target.ts";
import { tame } from "../target/variables.ts";

/** What Twilio passes on; any other name would end the attempt (13252). https://www.twilio.com/docs/voice/twiml/sip#custom-headers */
const passedOn =
  /^(x-(?!twilio)[a-z0-9!#$%&'*+.^_`|~-]{1,62}|user-to-user|remote-party-id|p-preferred-identity|p-called-party-id)$/i;

/** Bytes that all of the agent's headers may have together. */
const room = 1024;

/** A target with the headers that the agent gave this call, which win over those of the file. */
export function withHeaders(to: Target, context: HandoffContext | undefined): Target {
  if (!takesHeaders(to)) return to;
  const given: [string, string][] = [];
  let used = 0;
  for (const [name, value] of Object.entries(context?.headers ?? {})) {
    used += Buffer.byteLength(name + value);
    if (passedOn.test(name) && used <= room) given.push([name, tame(value)]);
  }
  const replaced = new Set(given.map(([name]) => name.toLowerCase()));
  const kept = Object.entries(to.headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...to, headers: Object.fromEntries([...kept, ...given]) };
}
