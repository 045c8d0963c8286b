import type { Destinations } from "./api.d.ts";

/** Where a call can go. */
export interface Place {
  /** Absent for the default destination's plain document. */
  readonly id?: string;
  readonly url: string;
}

export interface Places {
  /** Undefined for an id that is none. */
  find(id: string): Place | undefined;
  /** The default destination; where nobody says which it is, its plain document. */
  readonly default: Place;
  /** The default destination as plain TwiML that needs neither agent nor router: what Twilio asks when all else fails. */
  readonly plainDefault: string;
}

/** Throws for an empty list, or an address that is none: there is nowhere to hand a call. */
export function placesOf(destinations: Destinations<string>): Places {
  const list = Array.isArray(destinations)
    ? destinations
    : Object.entries(destinations).map(([id, destination]) => ({ ...destination, id }));
  const byId = new Map<string, Place & { readonly default?: boolean }>(list.map((one) => [one.id, one]));
  const [first] = byId.values();
  if (first === undefined) throw new TypeError("`destinations` is empty: there is nowhere to hand a call");
  if (!URL.canParse(first.url))
    throw new TypeError(
      `\`${first.url}\` is relative: make the manifest with --domain, or once it is deployed`,
    );
  const plainDefault = new URL("/onerror.xml", first.url).href;
  const chosen = [...byId.values()].find((one) => one.default === true);
  return { find: (id) => byId.get(id), default: chosen ?? { url: plainDefault }, plainDefault };
}
