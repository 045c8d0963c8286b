import type { HandoffContext } from "../context/context.ts";
import { fits } from "../target/index.ts";
import { takesHeaders } from "../target/sip.ts";
import type { Target } from "../target/target.ts";
import { tame } from "../target/variables.ts";

/** What Twilio passes on; any other name would end the attempt (13252). https://www.twilio.com/docs/voice/twiml/sip#custom-headers */
const passedOn =
  /^(x-(?!twilio)[a-z0-9!#$%&'*+.^_`|~-]{1,62}|user-to-user|remote-party-id|p-preferred-identity|p-called-party-id)$/i;

type Headers = Readonly<Record<string, string>>;

/** The headers that the agent gave this call, those for which there is room at `to`. */
export function headersFor(to: Target, context: HandoffContext | undefined): Headers {
  let given: Headers = {};
  for (const [name, value] of Object.entries(context?.headers ?? {})) {
    const more = { ...given, [name]: tame(value) };
    if (passedOn.test(name) && fits(withHeaders(to, more))) given = more;
  }
  return given;
}

/** A target with the agent's headers, which win over those of the file. */
export function withHeaders(to: Target, given: Headers): Target {
  if (!takesHeaders(to)) return to;
  const replaced = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const kept = Object.entries(to.headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...to, headers: { ...Object.fromEntries(kept), ...given } };
}
