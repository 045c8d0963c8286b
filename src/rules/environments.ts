import type { ProjectShape } from "../../schema/project.ts";
import type { Catalog, Entry } from "../catalog/catalog.ts";
import { environmentsOf, layersOf } from "../plan/environment.ts";

/** An environment, and the layers that apply there. */
export interface Environment {
  readonly project: Entry<ProjectShape>;
  readonly environment: string;
  readonly layers: readonly string[];
}

/** Each environment; none where `handoffs.yaml` could not be read. */
export function eachEnvironment({ project }: Pick<Catalog, "project">): readonly Environment[] {
  if (!project) return [];
  return environmentsOf(project.value).map((environment) => ({
    project,
    environment,
    layers: layersOf(project.value, environment),
  }));
}

/** The layers of each environment; what the base says alone, where `handoffs.yaml` could not be read. */
export const eachLayers = (catalog: Catalog): readonly (readonly string[])[] =>
  catalog.project ? eachEnvironment(catalog).map(({ layers }) => layers) : [[]];
