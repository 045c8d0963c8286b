import { stringify } from "yaml";
import { type AdkHandoff, type AdkHeader, type SipConfig, unnamedHost } from "../adk/handoff.ts";
import { sipConfigOf } from "../adk/route.ts";
import { toAdk } from "../adk/variables.ts";
import type { Plan } from "../plan/plan.ts";
import type { Reached } from "./hosted.ts";
import type { Manifest, ManifestEntry, Rendered } from "./manifest.ts";
import { offer } from "./offer.ts";

/** PolyAI's `config/handoffs.yaml`; `host` is the SIP side that its calls come from, where an address names it. */
export function adk(manifest: Manifest, plan: Plan, host: string = unnamedHost): Rendered {
  const { entries, ...rest } = offer(
    { ...manifest, destinations: manifest.destinations.map((entry) => withBye(entry, plan)) },
    (entry, reached) => handoffOf(entry, reached, host),
    (reached) => [...lostHeaders(reached), ...lostKeys(reached)],
  );
  // PolyAI's tools read YAML 1.1, to which a bare `no` is false; in quotes, every version reads the same text.
  const text = stringify(
    { handoffs: entries },
    {
      defaultStringType: "QUOTE_DOUBLE",
      defaultKeyType: "PLAIN",
      lineWidth: 0,
      // Over several lines, `yaml` writes a line of spaces as something else.
      doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
    },
  );
  return { text, ...rest };
}

/** PolyAI has a method for what no other platform offers: the call goes back to where it came from. */
function withBye(entry: ManifestEntry, { destinations }: Plan): ManifestEntry {
  const to = destinations[entry.id]?.to;
  if (to?.kind !== "sip" || to.method !== "bye" || entry.hosted.by === "line") return entry;
  return { ...entry, hosted: { by: "target", target: { ...to, uri: "" }, lost: [] } };
}

function handoffOf(
  { name, description, ...entry }: ManifestEntry,
  reached: Reached,
  host: string,
): AdkHandoff {
  return {
    name,
    // As `import adk` fills in what was empty.
    description: description === name ? "" : description,
    is_default: entry.default,
    sip_config: configOf(reached, entry.id, host),
    sip_headers: headersOf(reached),
  };
}

function configOf(reached: Reached, id: string, host: string): SipConfig {
  if (reached.by === "line")
    return { method: "refer", phone_number: reached.number ?? `sip:${id}@${reached.sipDomain}` };
  const { target } = reached;
  return target.kind === "number"
    ? { method: "refer", phone_number: target.number }
    : sipConfigOf(target, host);
}

function headersOf(reached: Reached): readonly AdkHeader[] {
  return pairsOf(reached).flatMap(([key, text]) => {
    const value = toAdk(text);
    return value === undefined ? [] : [{ key, value }];
  });
}

function lostHeaders(reached: Reached): readonly string[] {
  return pairsOf(reached)
    .filter(([, text]) => toAdk(text) === undefined)
    .map(([key]) => `header ${key}`);
}

function lostKeys(reached: Reached): readonly string[] {
  const lost = reached.by === "target" && reached.target.kind === "number" && reached.target.extension;
  return lost ? ["extension"] : [];
}

function pairsOf(reached: Reached): readonly (readonly [string, string])[] {
  return reached.by === "target" && reached.target.kind === "sip"
    ? Object.entries(reached.target.headers)
    : [];
}
