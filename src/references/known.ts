import type { ValidCatalog } from "../catalog/catalog.ts";
import { plainUri } from "../manifest/offer.ts";
import { targets } from "../rules/within.ts";
import { compileTarget } from "../target/index.ts";
import type { Target } from "../target/target.ts";
import type { Mention } from "./mention.ts";

/** A destination, and what it was named by. */
export interface Named {
  readonly id: string;
  readonly by: "id" | "name" | "alias" | "address";
}

/** What an agent can name destinations by. */
export interface Known {
  readonly find: (mention: Mention) => Named | undefined;
  /** What the text of a mention could have been meant to be. */
  readonly candidates: (kind: Mention["kind"]) => readonly string[];
}

export function knownNames(catalog: ValidCatalog): Known {
  const { destinations, numbers } = catalog;
  const names = new Map<string, Named>();
  const addresses = new Map<string, Named>();
  for (const [id, { value }] of destinations) {
    for (const alias of value.aliases ?? []) names.set(alias, { id, by: "alias" });
  }
  for (const { entry, to } of targets(catalog))
    for (const address of addressesOf(compileTarget(to)))
      if (!addresses.has(address)) addresses.set(address, { id: entry.id, by: "address" });
  for (const [id, { value }] of destinations) names.set(value.name, { id, by: "name" });
  for (const id of destinations.keys()) names.set(id, { id, by: "id" });
  // A number of ours leads to what answers it, whatever else has that number.
  for (const { value } of numbers.values())
    for (const { number, sipDomain, answer = value.answer } of Object.values(value.environments)) {
      if (!destinations.has(answer)) continue;
      const named = { id: answer, by: "address" } as const;
      if (number !== undefined) addresses.set(number, named);
      if (sipDomain !== undefined) addresses.set(`sip:${answer}@${sipDomain}`, named);
    }
  return {
    find: ({ kind, text }) => (kind === "address" ? addresses.get(text) : names.get(text)),
    candidates: (kind) =>
      kind === "id"
        ? [...destinations.keys()]
        : [...destinations].flatMap(([id, { value }]) => [id, value.name]),
  };
}

/** The number or SIP address of a target, with and without what only Twilio understands. */
function addressesOf(to: Target): readonly string[] {
  if (to.kind === "number") return [to.number];
  return to.kind === "sip" && to.uri !== undefined ? [to.uri, plainUri(to.uri)] : [];
}
