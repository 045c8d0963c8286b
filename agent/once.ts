import type { Outcome } from "./api.d.ts";

/** Calls that are remembered; the oldest are forgotten first. */
const most = 10_000;

/**
 * Runs the handoffs of each call one after the other, and the same one (by `key`) once: whoever asks again gets the first
 * one's outcome. A handoff that did not move the call may be tried again.
 */
export function onceForEachCall(): (
  callSid: string,
  key: string,
  handOff: () => Promise<Outcome>,
) => Promise<Outcome> {
  const last = new Map<string, { readonly key: string; readonly outcome: Promise<Outcome> }>();
  return (callSid, key, handOff) => {
    const before = last.get(callSid);
    if (before?.key === key) return before.outcome;
    const outcome = (before?.outcome ?? Promise.resolve()).then(handOff);
    const entry = { key, outcome };
    last.delete(callSid);
    last.set(callSid, entry);
    const [oldest] = last.keys();
    if (last.size > most && oldest !== undefined) last.delete(oldest);
    void outcome.then(({ status }) => {
      if (status === "refused" && last.get(callSid) === entry) last.delete(callSid);
    });
    return outcome;
  };
}
