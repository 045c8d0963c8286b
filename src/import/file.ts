import { stringify } from "yaml";
import { schemaLine } from "../init/files.ts";
import type { ImportedDestination } from "./imported.ts";

/** The text of every destination's file, by its path. */
export function destinationFiles(
  destinations: readonly ImportedDestination[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    destinations.map(({ id, value }) => [
      `destinations/${id}.yaml`,
      `${schemaLine("destination", "../")}\n${stringify(value, { lineWidth: 0 })}`,
    ]),
  );
}
