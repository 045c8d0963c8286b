import type { ImportedDestination, ImportInto } from "./imported.ts";

/** A project has one default: where a format has none, the first destination is it. */
export function withDefault(destinations: readonly ImportedDestination[], into: ImportInto) {
  const [first, ...others] = destinations;
  if (!first || into.default !== undefined || destinations.some(({ value }) => value.default))
    return { destinations, made: undefined };
  const { name, description, ...rest } = first.value;
  const value = { name, description, default: true as const, ...rest };
  return { destinations: [{ ...first, value }, ...others], made: name };
}
