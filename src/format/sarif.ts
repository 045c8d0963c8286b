import type { Location, Log, ReportingDescriptor, Result } from "sarif";
import type { Diagnostic, Range } from "../diagnostic/diagnostic.ts";
import { shown, type Wanted } from "./shown.ts";

/** The page of a code, in Markdown; undefined where there is none. */
export type Page = (code: string) => string | undefined;

/**
 * The static analysis log that code scanning services read (SARIF 2.1.0). `folder` leads from the repository to the
 * project: "" or `path/`. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif(
  all: readonly Diagnostic[],
  folder: string,
  version: string,
  page: Page,
  wanted: Wanted = {},
): string {
  const { diagnostics } = shown(all, wanted);
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "handoffs",
            semanticVersion: version,
            rules: codes.map((code) => rule(code, page)),
          },
        },
        // Without it, a column counts characters, and ours count UTF-16 code units.
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => result(diagnostic, codes, folder)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels = { error: "error", warning: "warning", info: "note" } as const;

function rule(code: string, page: Page): ReportingDescriptor {
  const markdown = page(code);
  if (markdown === undefined) return { id: code };
  const [title = code] = markdown.split("\n");
  return {
    id: code,
    shortDescription: { text: title.replace(/^# (`[^`]+`: )?/, "") },
    help: { text: markdown, markdown },
  };
}

function result(diagnostic: Diagnostic, codes: readonly string[], folder: string): Result {
  const { code, severity, message, file, related } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [location(folder + file, diagnostic)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            ...location(folder + place.file, place),
            message: { text: place.message },
          })),
        }),
  };
}

function location(file: string, range: Pick<Range, "line" | "column"> & Partial<Range>): Location {
  const { line, column, endLine, endColumn } = range;
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
      region: {
        startLine: line,
        startColumn: column,
        ...(endLine === undefined ? {} : { endLine }),
        ...(endColumn === undefined ? {} : { endColumn }),
      },
    },
  };
}
