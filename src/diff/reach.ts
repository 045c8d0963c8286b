import { own } from "../evaluate/own.ts";
import type { Plan } from "../plan/plan.ts";

/** Whose calls come to a destination without the agent's choice. */
export interface Reach {
  /** Ids of the numbers that lead to it. */
  readonly numbers: readonly string[];
  /** How many other destinations pass calls on to it, directly or through others. */
  readonly destinations: number;
}

export function reachIn(plan: Plan): (destination: string) => Reach {
  const sources = new Map<string, string[]>();
  const answered = new Map<string, string[]>();
  const idOf = (id: string) => own(plan.aliases, id) ?? id;
  const add = (edges: Map<string, string[]>, to: string | undefined, from: string) => {
    if (to === undefined) return;
    const known = edges.get(idOf(to));
    if (known) known.push(from);
    else edges.set(idOf(to), [from]);
  };
  for (const [id, { fallback, hours }] of Object.entries(plan.destinations))
    for (const next of new Set([fallback, hours?.closed])) add(sources, next, id);
  for (const [id, { answer }] of Object.entries(plan.numbers)) add(answered, answer, id);
  return (destination) => {
    const seen = new Set([destination]);
    for (const id of seen) for (const source of sources.get(id) ?? []) seen.add(source);
    return { numbers: [...seen].flatMap((id) => answered.get(id) ?? []).sort(), destinations: seen.size - 1 };
  };
}
