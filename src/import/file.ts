import { stringify } from "yaml";
import { schemaLine } from "../init/files.ts";
import type { ImportedDestination } from "./imported.ts";

/** Over several lines, `yaml` writes a line of spaces in quotes as something else. */
const options = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY } as const;

/** The text of every destination's file, by its path. */
export function destinationFiles(
  destinations: readonly ImportedDestination[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    destinations.map(({ id, value }) => [
      `destinations/${id}.yaml`,
      `${schemaLine("destination", "../")}\n${stringify(value, options)}`,
    ]),
  );
}
