import { agent } from "../evaluate/routing.ts";
import { comparable } from "../rules/words.ts";

/** What a destination is called here. */
export interface Named {
  readonly id: string;
  /** Differs from the wanted one only where another has that already. */
  readonly name: string;
}

/** Gives each thing of an import an id and a name that no other has; `otherwise` is the id where a name makes none. */
export function naming(otherwise = "destination"): (wanted: string) => Named {
  const ids = new Set<string>([agent]);
  const names = new Set<string>();
  return (wanted) => {
    const base = idOf(wanted) || otherwise;
    const isTaken = names.has(comparable(wanted));
    for (let count = 1; ; count++) {
      const id = count === 1 ? base : `${base.slice(0, 59).replace(/-+$/, "")}-${count}`;
      const name = isTaken ? `${wanted} (${count})` : wanted;
      if (ids.has(id) || (isTaken && names.has(comparable(name)))) continue;
      ids.add(id);
      names.add(comparable(name));
      return { id, name };
    }
  };
}

/** The id that a name makes: small letters, digits and hyphens; empty when it has none of them. */
function idOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64)
    .replace(/^-+|-+$/g, "");
}
