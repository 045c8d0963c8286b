import { listed } from "../check/shape.ts";
import { variablesIn, variablesOf } from "../target/variables.ts";
import type { Reached } from "./hosted.ts";
import type { Manifest, ManifestEntry } from "./manifest.ts";

/** What a format for agents that are hosted elsewhere can offer, and what it cannot. */
export interface Offer<T> {
  readonly entries: readonly T[];
  readonly losses: readonly string[];
  readonly missing: readonly string[];
}

/** The destinations that can be reached, each as `make` has it; `alsoLost` names what this format loses besides. */
export function offer<T>(
  { destinations }: Manifest,
  make: (entry: ManifestEntry, reached: Reached) => T,
  alsoLost: (reached: Reached) => readonly string[] = () => [],
): Offer<T> {
  const losses = new Map<string, { readonly lost: readonly string[]; readonly ids: string[] }>();
  const missing: string[] = [];
  const entries = destinations.flatMap((entry) => {
    const { id, hosted } = entry;
    if (hosted.by === "nothing") {
      missing.push(missingText(id, hosted.why));
      return [];
    }
    const lost = [...(hosted.by === "target" ? hosted.lost : []), ...alsoLost(hosted)];
    const alike = losses.get(lost.join());
    if (alike) alike.ids.push(id);
    else if (lost.length > 0) losses.set(lost.join(), { lost, ids: [id] });
    return [make(entry, hosted)];
  });
  return { entries, losses: [...losses.values()].map(({ ids, lost }) => lossText(ids, lost)), missing };
}

/** What a platform without our values and without Twilio's own parameters loses of a SIP address. */
export function lostOfSip(reached: Reached): readonly string[] {
  if (reached.by === "line" || reached.target.kind === "number") return [];
  const { target } = reached;
  return [
    ...(variablesIn(target).length === 0 ? [] : ["headers with run-time values"]),
    ...(target.uri === plainUri(target.uri) ? [] : ["encryption"]),
  ];
}

/** The headers that are known before the call. */
export function staticHeaders(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).filter(([, value]) => variablesOf(value).length === 0);
}

/** https://www.twilio.com/docs/voice/twiml/sip#transport: `secure=true` is Twilio's own. */
export function plainUri(uri: string): string {
  return uri.replace(/;secure=true(?=;|$)/, "");
}

/** What callers of some destinations lose, as one line. */
export function lossText(ids: readonly string[], lost: readonly string[]): string {
  const [verb, answer] = ids.length === 1 ? ["is", ids[0]] : ["are", "one of them"];
  return `${listed(ids, "and")} ${verb} reached without ${listed(lost, "and")}. A number whose \`answer\` is ${answer} keeps everything.`;
}

export function missingText(id: string, why: string): string {
  return `${id} cannot be offered: ${why}. A number whose \`answer\` is ${id} makes it reachable.`;
}
