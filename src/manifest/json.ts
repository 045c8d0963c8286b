import type { Manifest, ManifestEntry, Rendered } from "./manifest.ts";
import { lossText, missingText } from "./offer.ts";

/** Our own format; see schema/output/manifest.schema.json. */
export function json({ project, environment, destinations, context }: Manifest): Rendered {
  const entries = destinations.map((entry) => ({
    ...entry,
    hosted: { ...entry.hosted, ...warningOf(entry) },
  }));
  const manifest = { version: 1, project, environment, ...(context && { context }), destinations: entries };
  return {
    text: `${JSON.stringify(manifest, undefined, 2)}\n`,
    losses: [],
    missing: [],
  };
}

function warningOf({ id, hosted }: ManifestEntry): { readonly warning?: string } {
  if (hosted.by === "nothing") return { warning: missingText(id, hosted.why) };
  return hosted.by === "target" && hosted.lost.length > 0 ? { warning: lossText([id], hosted.lost) } : {};
}
