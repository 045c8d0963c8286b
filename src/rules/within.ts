import type { DestinationShape } from "../../schema/destination.ts";
import type { Catalog, Entry } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";

type Layer = NonNullable<DestinationShape["environments"]>[string];

/** A destination's own settings, or those of one environment, with the path to them. */
export interface Settings {
  readonly entry: Entry<DestinationShape>;
  readonly value: Layer;
  readonly path: Path;
  /** Undefined for the settings of all environments. */
  readonly environment?: string;
}

/** The settings of every destination: its own, then each environment's. */
export function* settings(catalog: Catalog): Iterable<Settings> {
  for (const entry of catalog.destinations.values()) {
    yield { entry, value: entry.value, path: [] };
    for (const [environment, value] of Object.entries(entry.value.environments ?? {}))
      yield { entry, value, path: ["environments", environment], environment };
  }
}

/** The settings of each destination as they apply where nothing is said of an environment. */
export function* ownSettings(catalog: Catalog): Iterable<Settings> {
  for (const found of settings(catalog)) if (found.environment === undefined) yield found;
}

/** Every `to:` of the files, the catch-alls of environments among them. */
export function* targets(
  catalog: Catalog,
): Iterable<{ readonly entry: Entry<unknown>; readonly to: DestinationShape["to"]; readonly path: Path }> {
  for (const { entry, value, path } of settings(catalog))
    if (value.to !== undefined) yield { entry, to: value.to, path: [...path, "to"] };
  const { project } = catalog;
  for (const [environment, { to }] of Object.entries(project?.value.environments ?? {}))
    if (project && to !== undefined) yield { entry: project, to, path: ["environments", environment, "to"] };
}
