import type { Entry, ValidCatalog } from "../catalog/catalog.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import { layersOf, targetFor } from "../plan/environment.ts";
import type { Change, Origin } from "./change.ts";

/** A line of a file, relative to the project root; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Finds where a change is written, in the later project; what was removed, in the earlier one. */
export function placeIn(
  catalogs: { readonly before: ValidCatalog | undefined; readonly after: ValidCatalog | undefined },
  environment: string,
): (change: Change) => Place {
  return ({ origin }) => {
    const { side, file, key } = origin;
    const catalog = catalogs[side] ?? catalogs.before;
    const entry = catalog && entryOf(catalog, file);
    if (!catalog || !entry) return { file: "handoffs.yaml", line: 1 };
    if (file.kind === "schedule") {
      const former = catalogs.before?.schedules.get(file.id);
      return lineOf(entry, former ? firstDifference(former.value, entry.value) : []);
    }
    if (file.kind === "destination" && key !== undefined)
      return ofDestination(catalog, file.id, key, environment);
    return lineOf(
      entry,
      key === undefined ? [] : (pathTo(entry.value, key, environmentKeys(catalog, environment)) ?? []),
    );
  };
}

function entryOf(catalog: ValidCatalog, file: Origin["file"]): Entry<unknown> | undefined {
  switch (file.kind) {
    case "project":
      return catalog.project;
    case "destination":
      return catalog.destinations.get(file.id);
    case "number":
      return catalog.numbers.get(file.id);
    case "schedule":
      return catalog.schedules.get(file.id);
  }
}

/** A destination's own key in the environment, else its base, else what the project says for all, else its file. */
function ofDestination(catalog: ValidCatalog, id: string, key: string, environment: string): Place {
  const entry = catalog.destinations.get(id);
  if (!entry) return { file: `destinations/${id}.yaml`, line: 1 };
  if (key === "to") {
    const { file, path } = targetFor(catalog.project, entry, environment);
    return lineOf(file, path);
  }
  const path = pathTo(entry.value, key, environmentKeys(catalog, environment));
  if (path) return lineOf(entry, path);
  const byDefault = pathTo(catalog.project.value.defaults, key, []);
  return byDefault ? lineOf(catalog.project, ["defaults", ...byDefault]) : lineOf(entry, []);
}

/** Keys under `environments` that apply, the one that wins first. */
function environmentKeys(catalog: ValidCatalog, environment: string): readonly string[] {
  return layersOf(catalog.project.value, environment).toReversed();
}

function pathTo(value: unknown, key: string, layers: readonly string[]): Path | undefined {
  const paths = [...layers.map((layer) => ["environments", layer, key]), ["defaults", key], [key]];
  if (key === "environments") paths.unshift(...layers.map((layer) => ["environments", layer]));
  return paths.find((path) => at(value, path) !== undefined);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isMap(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

/** The way to the first key that is not what it was; where one is gone, to the map that had it. */
function firstDifference(before: unknown, after: unknown): Path {
  if (!isMap(before) || !isMap(after)) return [];
  const keys = Object.keys(after);
  const differs = keys.find((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return differs === undefined ? [] : [differs, ...firstDifference(before[differs], after[differs])];
}

function isMap(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}

function lineOf({ file, locate }: Entry<unknown>, path: Path): Place {
  return { file, line: path.length === 0 ? 1 : locate(path, "key").line };
}
