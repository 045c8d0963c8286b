import type { Destination, Destinations } from "./api.d.ts";

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
  type Entry = Place & Pick<Destination, "default" | "aliases">;
  const byId = new Map<string, Entry>(list.map((one) => [one.id, one]));
  const formerly = new Map([...byId.values()].flatMap((one) => (one.aliases ?? []).map((id) => [id, one])));
  const [first] = byId.values();
  if (first === undefined) throw new TypeError("`destinations` is empty: there is nowhere to hand a call");
  if (!URL.canParse(first.url))
    throw new TypeError(
      `\`${first.url}\` is relative: make the manifest with --domain, or once it is deployed`,
    );
  const plainDefault = new URL("/onerror.xml", first.url).href;
  const chosen = [...byId.values()].find((one) => one.default === true);
  return {
    find: (id) => byId.get(id) ?? formerly.get(id),
    default: chosen ?? { url: plainDefault },
    plainDefault,
  };
}
