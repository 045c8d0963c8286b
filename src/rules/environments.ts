import type { Catalog } from "../catalog/catalog.ts";
import { environmentsOf, layersOf } from "../plan/environment.ts";

/** The layers of each environment; what the base says alone, where `handoffs.yaml` could not be read. */
export function eachLayers({ project }: Catalog): readonly (readonly string[])[] {
  return project
    ? environmentsOf(project.value).map((environment) => layersOf(project.value, environment))
    : [[]];
}
