import type { NumberShape } from "../../schema/number.ts";
import type { Catalog, Entry } from "../catalog/catalog.ts";
import { own } from "../evaluate/own.ts";
import { type Applied, applied } from "./applied.ts";

/** An inbound entry that an environment has. */
export interface Line {
  readonly entry: Entry<NumberShape>;
  /** Whether it is a SIP domain, not a number. */
  readonly bySip: boolean;
  readonly answer: Applied<string>;
  readonly onError: Applied<string>;
}

/** The numbers and SIP domains where these layers apply. */
export function linesIn(catalog: Catalog, layers: readonly string[]): readonly Line[] {
  return [...catalog.numbers.values()].flatMap((entry) => {
    const said = layers.map((layer) => own(entry.value.environments, layer));
    const bySip = said.every((layer) => layer?.number === undefined);
    const answer = applied(entry.value, layers, "answer");
    const onError = applied(entry.value, layers, "onError");
    if (!answer || !onError || (bySip && said.every((layer) => layer?.sipDomain === undefined))) return [];
    return [{ entry, bySip, answer, onError }];
  });
}
