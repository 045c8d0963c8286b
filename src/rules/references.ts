import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { own } from "../evaluate/own.ts";
import { agent } from "../evaluate/routing.ts";

/** A place in the files that names a destination. */
export interface Reference {
  readonly entry: Entry<unknown>;
  readonly path: Path;
  readonly id: string;
  /** The environment it is for; undefined for all but those in `overridden`. */
  readonly environment?: string;
  /** Environments that say otherwise, or have no such line. */
  readonly overridden?: (environment: string) => boolean;
}

/** Every place that names a destination or `agent`. */
export function* references(catalog: Catalog): Iterable<Reference> {
  const fallback = catalog.project?.value.defaults?.fallback;
  if (catalog.project && fallback !== undefined)
    yield { entry: catalog.project, path: ["defaults", "fallback"], id: fallback };
  for (const entry of catalog.destinations.values()) yield* within(entry, ["fallback", "closed"], false);
  for (const entry of catalog.numbers.values()) yield* within(entry, ["answer", "onError"], true);
}

/** References that name a destination rather than the agent. */
export function* destinationReferences(catalog: Catalog): Iterable<Reference> {
  for (const reference of references(catalog)) if (reference.id !== agent) yield reference;
}

type Layer = Readonly<Record<string, unknown>>;

function* within(
  entry: Entry<Layer & { readonly environments?: Readonly<Record<string, Layer>> | undefined }>,
  keys: readonly string[],
  isLine: boolean,
): Iterable<Reference> {
  for (const key of keys) {
    const id = entry.value[key];
    const said = (name: string) => own(entry.value.environments, name);
    const overridden = (name: string) => said(name)?.[key] !== undefined || (isLine && !said(name));
    if (typeof id === "string") yield { entry, path: [key], id, overridden };
    for (const [environment, layer] of Object.entries(entry.value.environments ?? {})) {
      const named = layer[key];
      if (typeof named === "string")
        yield { entry, path: ["environments", environment, key], id: named, environment };
    }
  }
}
