import type * as z from "zod";
import { destination } from "../../schema/destination.ts";
import { number } from "../../schema/number.ts";
import { project } from "../../schema/project.ts";
import { schedule } from "../../schema/schedule.ts";
import { check } from "../check/check.ts";
import type { Code } from "../diagnostic/codes.ts";
import { byPosition, type Diagnostic } from "../diagnostic/diagnostic.ts";
import { parse } from "../parse/parse.ts";
import { rules } from "../rules/index.ts";
import type { FileKind, Source, SourceFile } from "../source/source.ts";
import { byName } from "./by-name.ts";
import type { Catalog, Entry, ValidCatalog } from "./catalog.ts";

/** A project and everything that is wrong with it. `catalog` is there when no problem is an error. */
export interface Loaded {
  readonly catalog: ValidCatalog | undefined;
  /** The same also when it is only more than Twilio takes or knows: it cannot be deployed, but it can be read and compared. */
  readonly readable: ValidCatalog | undefined;
  /** In the order of their files and positions. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many files were read. */
  readonly files: number;
}

/** Parses and checks every file, then holds the rules against the whole. One run reports every problem; with `today` (an ISO date), also what is over. */
export function load(source: Source, today?: string): Loaded {
  const found: Diagnostic[] = [...source.diagnostics];
  const broken = new Set<string>();
  const brokenSchedules = new Set<string>();
  const read = <T>(kind: FileKind, schema: z.ZodType<T>): ReadonlyMap<string, Entry<T>> => {
    const entries = new Map<string, Entry<T>>();
    for (const file of source.files) {
      if (file.kind !== kind) continue;
      const entry = readEntry(file, schema, found);
      if (entry) entries.set(file.id, entry);
      else if (kind === "destination") broken.add(file.id);
      else if (kind === "schedule") brokenSchedules.add(file.id);
    }
    return entries;
  };
  const catalog: Catalog = {
    project: read("project", project).get("handoffs"),
    destinations: read("destination", destination),
    numbers: read("number", number),
    schedules: read("schedule", schedule),
    broken,
    brokenSchedules,
    today,
  };
  for (const rule of rules) found.push(...rule(catalog));
  const diagnostics = byName(found, source, catalog).toSorted(byPosition);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const readable =
    isComplete(catalog) && errors.every(({ code }) => beyondTwilio.has(code)) ? catalog : undefined;
  return {
    catalog: errors.length === 0 ? readable : undefined,
    readable,
    diagnostics,
    files: source.files.length,
  };
}

const beyondTwilio: ReadonlySet<Code> = new Set<Code>([
  "flex-attributes-long",
  "sip-headers-long",
  "too-many-documents",
  "whisper-variable",
]);

function readEntry<T>(
  file: SourceFile,
  schema: z.ZodType<T>,
  diagnostics: Diagnostic[],
): Entry<T> | undefined {
  const parsed = parse(file);
  const checked = check(schema, parsed);
  if (checked.valid) return { id: file.id, file: file.file, value: checked.value, locate: parsed.locate };
  diagnostics.push(...checked.diagnostics);
  return undefined;
}

function isComplete(catalog: Catalog): catalog is ValidCatalog {
  return catalog.project !== undefined;
}
