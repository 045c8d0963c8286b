import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { agent } from "../evaluate/routing.ts";

/** A place in the files that names a destination. */
export interface Reference {
  readonly entry: Entry<unknown>;
  readonly path: Path;
  readonly id: string;
  /** The environment it is for; undefined for all. */
  readonly environment?: string;
}

/** Every place that names a destination or `agent`. */
export function* references(catalog: Catalog): Iterable<Reference> {
  const fallback = catalog.project?.value.defaults?.fallback;
  if (catalog.project && fallback !== undefined)
    yield { entry: catalog.project, path: ["defaults", "fallback"], id: fallback };
  for (const entry of catalog.destinations.values()) yield* within(entry, ["fallback", "closed"]);
  for (const entry of catalog.numbers.values()) yield* within(entry, ["answer", "onError"]);
}

/** References that name a destination rather than the agent. */
export function* destinationReferences(catalog: Catalog): Iterable<Reference> {
  for (const reference of references(catalog)) if (reference.id !== agent) yield reference;
}

type Layer = Readonly<Record<string, unknown>>;

function* within(
  entry: Entry<Layer & { readonly environments?: Readonly<Record<string, Layer>> | undefined }>,
  keys: readonly string[],
): Iterable<Reference> {
  for (const key of keys) {
    const id = entry.value[key];
    if (typeof id === "string") yield { entry, path: [key], id };
    for (const [environment, layer] of Object.entries(entry.value.environments ?? {})) {
      const own = layer[key];
      if (typeof own === "string")
        yield { entry, path: ["environments", environment, key], id: own, environment };
    }
  }
}
