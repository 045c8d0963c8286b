import type { NumberTarget } from "../target/number.ts";
import type { Reached } from "./hosted.ts";
import type { Manifest, Rendered } from "./manifest.ts";
import { lostOfSip, offer, plainUri, staticHeaders } from "./offer.ts";

/**
 * The transfer_to_number system tool of an ElevenLabs agent.
 * https://elevenlabs.io/docs/agents-platform/customization/tools/system-tools/transfer-to-human
 */
export function elevenlabs(manifest: Manifest): Rendered {
  const { entries, ...rest } = offer(
    manifest,
    ({ id, name, description }, reached) => ({
      condition: `${name}: ${description.trim()}`,
      ...transferTo(reached, id),
    }),
    lostOfSip,
  );
  const tool = {
    type: "system",
    name: "transfer_to_number",
    description: "",
    params: { system_tool_type: "transfer_to_number", transfers: entries },
  };
  return { text: `${JSON.stringify(tool, undefined, 2)}\n`, ...rest };
}

function transferTo(reached: Reached, id: string) {
  if (reached.by === "line")
    return reached.number === undefined ? bySip(`sip:${id}@${reached.sipDomain}`) : byPhone(reached.number);
  const { target } = reached;
  if (target.kind === "number") return { ...byPhone(target.number), ...keysOf(target) };
  const headers = staticHeaders(target.headers);
  return {
    ...bySip(plainUri(target.uri)),
    ...(headers.length === 0
      ? {}
      : { custom_sip_headers: headers.map(([key, value]) => ({ type: "static", key, value })) }),
  };
}

function byPhone(phone_number: string) {
  return { transfer_destination: { type: "phone", phone_number }, transfer_type: "conference" };
}

/** SIP addresses are reached by REFER only. */
function bySip(sip_uri: string) {
  return { transfer_destination: { type: "sip_uri", sip_uri }, transfer_type: "sip_refer" };
}

/** Each `w` waits half a second. */
function keysOf({ extension, pause = 0 }: NumberTarget) {
  return extension === undefined
    ? {}
    : { post_dial_digits: { type: "static", value: "w".repeat(pause * 2) + extension } };
}
