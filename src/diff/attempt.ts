import type { PlannedDestination } from "../plan/plan.ts";
import { mapTexts, maxWaitOf, verbsFor } from "../target/index.ts";
import type { ShownNumbers } from "./shown-number.ts";

/** What an attempt to reach a destination is made of. */
export interface Attempt extends Pick<PlannedDestination, "to" | "ring" | "screening" | "recording"> {
  readonly id: string;
  readonly shown: ShownNumbers;
}

export type Part = "to" | "shown" | "ring" | "screening" | "recording";

const parts: readonly Part[] = ["to", "shown", "ring", "screening", "recording"];

/** What a document that never names the router makes of them. */
const partsWithoutRouter: readonly Part[] = ["to", "ring", "recording"];

/** The parts that differ so that somebody notices: a voicemail, for one, never rings. */
export function noticed(before: Attempt, after: Attempt, withoutRouter = false): readonly Part[] {
  const now = perceived(after);
  return (withoutRouter ? partsWithoutRouter : parts).filter(
    (part) => perceived({ ...after, [part]: before[part] }) !== now,
  );
}

/** All that Twilio is told of an attempt, but for wording and numbers that are the same for all. */
function perceived({ id, to, shown, ring, screening, recording }: Attempt): string {
  const named = (text: string) => text.replaceAll("${destination}", id);
  const verbs = verbsFor(mapTexts(to, named), {
    action: "next",
    callerId: "shown",
    ring,
    recording,
    speech: { language: "" },
    whisperUrl: "whisper",
    waitUrl: "wait",
    secrets: to.kind === "sip" && to.credentials ? { [to.credentials.secret]: to.credentials.secret } : {},
  });
  const attributes = verbs.flatMap(({ attributes, children }) => [
    attributes,
    ...children.flatMap((child) => (typeof child === "string" ? [] : [child.attributes])),
  ]);
  const uses = (name: string, value: string) => attributes.some((attribute) => attribute[name] === value);
  const whisper = screening?.whisper === undefined ? undefined : named(screening.whisper);
  return JSON.stringify([
    verbs,
    maxWaitOf(to),
    uses("callerId", "shown") ? shown : undefined,
    uses("url", "whisper") ? [whisper, screening?.accept] : undefined,
  ]);
}
