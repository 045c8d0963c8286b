import { agent } from "../evaluate/routing.ts";
import type { Both } from "./both.ts";
import { chainFrom } from "./chain.ts";
import type { Change, Origin } from "./change.ts";

/** Where it is written that a call goes another way, and which destination says so. */
export interface Cause extends Pick<Change, "origin"> {
  readonly at: string;
}

/** An edge that a call goes along to begin with: the ids at its ends, and the key of `at` that says so. */
interface Start {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly at: string;
  readonly key: "fallback" | "closed";
}

/**
 * The first difference on the way of a call through destinations that are closed. Undefined when there is none: then
 * the call goes the same way, as nothing else decides about it.
 */
export function causeOf(both: Both, start: Start): Cause | undefined {
  const { heirs, schedule, openAlike } = both;
  const [earlier, later] = [chainFrom(both.before, start.before), chainFrom(both.after, start.after)];
  let edge = start;
  for (let index = 0; ; index++) {
    const [one, other] = [earlier[index], later[index]];
    if (!one || !other) break;
    const { id } = other;
    // An heir has a way of its own, and the call may have tried it before.
    if (heirs.nameOf(one.id) !== id) return atKey(edge.at, edge.key);
    const hours = [schedule("before", one.schedule), schedule("after", other.schedule)] as const;
    if (!openAlike(...hours)) {
      const edited = hours[0] && hours[1] && one.schedule === other.schedule;
      const file = { kind: "schedule", id: other.schedule ?? "" } as const;
      return edited ? { at: id, origin: { side: "after", file } } : atKey(id, "hours");
    }
    if (!hours[0] && !hours[1]) return undefined;
    edge = { before: one.closed, after: other.closed, at: id, key: "closed" };
  }
  const ends = [edge.before, edge.after].map((id, side) => (side === 0 && id ? heirs.nameOf(id) : id));
  if (ends[0] !== ends[1]) return atKey(edge.at, edge.key);
  const agents = [both.before.agent, both.after.agent];
  const appeared = agents.filter((one) => one !== undefined).length === 1;
  const origin: Origin = { side: "after", file: { kind: "project" }, key: "agent" };
  return edge.after === agent && appeared ? { at: edge.at, origin } : undefined;
}

function atKey(at: string, key: string): Cause {
  return { at, origin: { side: "after", file: { kind: "destination", id: at }, key } };
}
