import type { HandoffContext } from "../context/context.ts";
import { fits, mapTexts, roomOf } from "../target/index.ts";
import type { Target } from "../target/target.ts";
import { fill, isFromAgent } from "../target/variables.ts";
import { headersFor, withHeaders } from "./headers.ts";
import { cut, type Values, withinRoom } from "./room.ts";

/** A target for one call: its variables filled in, and the agent's headers, of no more than Twilio takes. */
export function filled(to: Target, values: Values, context: HandoffContext | undefined): Target {
  const made = (values: Values) => mapTexts(to, (text) => fill(text, values));
  const headers = headersFor(sparing(values, made), context);
  return withinRoom(values, (values) => withHeaders(made(values), headers), fits);
}

/** What was said at length leaves three quarters of the room to the agent's own headers, which cannot be cut. */
function sparing(values: Values, made: (values: Values) => Target): Target {
  const bare = roomOf(made(cut(values, 0, isFromAgent)));
  if (!bare) return made(values);
  const most = bare.used + (bare.most - bare.used) / 4;
  return withinRoom(values, made, (to) => (roomOf(to)?.used ?? 0) <= most);
}
