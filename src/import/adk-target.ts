import { isDialled, sipAddress } from "../adk/address.ts";
import { type AdkHeader, type SipConfig, unnamedHost } from "../adk/handoff.ts";
import { endpointOf, sipOf } from "../adk/route.ts";
import { fromAdk } from "../adk/variables.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import type { Findings } from "./found.ts";
import type { DestinationFile } from "./imported.ts";

const e164 = /^\+[1-9][0-9]{6,14}$/;

type Headers = Readonly<Record<string, string>>;

/** Headers as ours: `$variables` are `${variables}`, and each name stands once. */
export function headersOf(
  list: readonly (AdkHeader & { readonly path: Path })[],
  { method }: SipConfig,
  { lost }: Findings,
): Headers {
  const headers = new Map<string, string>();
  for (const { key, value, path } of list) {
    if (method === "bye")
      lost(path, `A call that is given back carries nothing: the header "${key}" stays behind.`);
    else if (key === "") lost(path, "A header without a key: PolyAI drops it, and so does this import.");
    else if (value === "") lost(path, `The header "${key}" is empty and stays behind.`);
    else if (headers.has(key)) lost(path, `The header "${key}" stands twice; the first is kept.`);
    else {
      if (value.includes("${"))
        lost([...path, "value"], `PolyAI's variables are written $name: here \${…} becomes a variable too.`);
      headers.set(key, fromAdk(value));
    }
  }
  return Object.fromEntries(headers);
}

/** Where a handoff goes. A route that is neither number nor address stays as it is, and `validate` says what is wrong. */
export function targetOf(
  config: SipConfig,
  headers: Headers,
  path: Path,
  findings: Findings,
  host: string | undefined,
): DestinationFile["to"] {
  if (config.method === "bye") return { sip: { method: "bye" } };
  const route = config.phone_number.trim().replace(/^tel:/i, "");
  const hasHeaders = Object.keys(headers).length > 0;
  if (config.method === "refer" && !hasHeaders && !isExtension(route) && !sipAddress(route)) return route;
  const endpoint = config.method === "invite" ? endpointOf(config.outbound_endpoint) : "";
  const address = sipAddress(route);
  if (address && endpoint !== "" && !endpoint.endsWith(address.host))
    findings.lost(
      [...path, "outbound_endpoint"],
      `The route names another server than the endpoint, and a call of ours goes to one: it goes to ${address.host}.`,
    );
  if (!address && isDialled(route) && endpoint === "" && host === undefined)
    findings.made(
      [...path, "phone_number"],
      `The file does not say which SIP side dials this: ${unnamedHost} stands in. Name yours with --sip-host, or put it into the file.`,
    );
  const sip = sipOf({ ...config, phone_number: route }, host ?? unnamedHost);
  return { sip: { ...sip, ...(hasHeaders ? { headers } : {}) } };
}

function isExtension(route: string): boolean {
  return isDialled(route) && !e164.test(route) && !route.startsWith("+");
}
