import { join } from "node:path";
import { byPosition } from "../../../src/diagnostic/diagnostic.ts";
import { plain } from "../../../src/format/colours.ts";
import { human } from "../../../src/format/human.ts";
import { importAdk } from "../../../src/import/adk.ts";
import { importCsv } from "../../../src/import/csv.ts";
import { destinationFiles } from "../../../src/import/file.ts";
import type { Imported, ImportSource } from "../../../src/import/imported.ts";
import { importVapi } from "../../../src/import/vapi.ts";
import { sampleRoot } from "../project.ts";

/** Folders of files to import, named by their format; beside each what is printed and written. */
export const imports = join(sampleRoot, "test", "fixtures", "import");

/** The problems of files that are imported, and the format of the example of each. */
export const ofImports = { "import-form": "csv", "import-loss": "adk", "import-made-up": "adk" } as const;

export type Format = "adk" | "vapi" | "csv";

const none = { default: undefined };

const readers: Readonly<Record<Format, (source: ImportSource) => Imported>> = {
  adk: (source) => importAdk(source, none),
  vapi: (source) => importVapi(source, none),
  csv: (source) => importCsv(source, none),
};

/** What `handoffs import` finds, prints, and would write. */
export function importOver(format: Format, source: ImportSource) {
  const { destinations, diagnostics } = readers[format](source);
  const sorted = [...diagnostics].sort(byPosition);
  const isRefused = diagnostics.some(({ severity }) => severity === "error");
  return {
    diagnostics: sorted,
    output: sorted.length === 0 ? "" : human(sorted, 1, () => source.text, plain),
    files: isRefused ? {} : destinationFiles(destinations),
  };
}
