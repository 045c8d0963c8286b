import type { Reached } from "./hosted.ts";
import type { Manifest, Rendered } from "./manifest.ts";
import { lostOfSip, offer, plainUri, staticHeaders } from "./offer.ts";

/** A transferCall tool of Vapi. https://docs.vapi.ai/api-reference/tools/create */
export function vapi(manifest: Manifest): Rendered {
  const { entries, ...rest } = offer(
    manifest,
    ({ id, name, description }, reached) => ({
      ...addressOf(reached, id),
      name: id,
      description: `${name}: ${description.trim()}`,
    }),
    lostOfSip,
  );
  return {
    text: `${JSON.stringify({ type: "transferCall", destinations: entries }, undefined, 2)}\n`,
    ...rest,
  };
}

function addressOf(reached: Reached, id: string) {
  if (reached.by === "line")
    return reached.number === undefined
      ? { type: "sip", sipUri: `sip:${id}@${reached.sipDomain}` }
      : { type: "number", number: reached.number };
  const { target } = reached;
  if (target.kind === "number") {
    const { number, extension } = target;
    return { type: "number", number, ...(extension === undefined ? {} : { extension }) };
  }
  const headers = staticHeaders(target.headers);
  return {
    type: "sip",
    sipUri: plainUri(target.uri),
    ...(headers.length === 0 ? {} : { sipHeaders: Object.fromEntries(headers) }),
  };
}
