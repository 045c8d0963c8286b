import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { withDefault } from "./default.ts";
import type { DestinationFile, Imported, ImportInto, ImportSource } from "./imported.ts";
import { naming } from "./names.ts";
import { targetIn } from "./phone.ts";
import { type Row, readTable } from "./table.ts";

/** Says something of a line of the file. */
export type Report = (
  code: "import-form" | "import-loss" | "import-made-up",
  line: number,
  message: string,
) => void;

/**
 * A spreadsheet with a name, a number and a description in each row (RFC 4180; semicolons and tabs too). `country` is
 * the ISO 3166 code for numbers without a country code.
 */
export function importCsv({ file, text }: ImportSource, into: ImportInto, country?: string): Imported {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, line, message) => {
    const severity = code === "import-form" ? "error" : "warning";
    const range = { line, column: 1, endLine: line, endColumn: 1 };
    diagnostics.push({ code, severity, message, file, ...range, path: [], suggestions: [], related: [] });
  };
  const table = readTable(text);
  if ("problem" in table) {
    report("import-form", table.line, table.problem);
    return { destinations: [], diagnostics };
  }
  const [header, ...rows] = table.rows;
  const columns = header ? columnsOf(header, report) : undefined;
  if (header === undefined || rows.length === 0)
    report(
      "import-form",
      header?.line ?? 1,
      "Expected a header with name, number and description, and rows below it.",
    );
  if (!header || !columns) return { destinations: [], diagnostics };
  const nameFor = naming();
  const destinations = rows.flatMap((row) => {
    const here: RowReport = (code, message) => report(code, row.line, `Row ${row.row}: ${message}`);
    const value = destinationOf(row, columns, country, into, here);
    if (value === undefined) return [];
    const { id, name } = nameFor(value.name);
    if (name !== value.name)
      here("import-made-up", `another row has this name, so this one is imported as "${name}".`);
    return [{ id, value: { ...value, name } }];
  });
  const chosen = withDefault(destinations, into);
  if (chosen.made !== undefined)
    report(
      "import-made-up",
      header.line,
      `No row is the default, so "${chosen.made}" is, where callers go that no other destination is for. A column "default" with yes in one row says otherwise.`,
    );
  return { destinations: chosen.destinations, diagnostics };
}

type RowReport = (code: Parameters<Report>[0], message: string) => void;

function destinationOf(
  { cells }: Row,
  columns: Columns,
  country: string | undefined,
  into: ImportInto,
  report: RowReport,
): DestinationFile | undefined {
  const cell = (index: number | undefined) => (index === undefined ? "" : (cells[index] ?? ""));
  const name = cell(columns.name).replace(/\s+/g, " ");
  const description = cell(columns.description);
  const number = cell(columns.number);
  if (cells.length > columns.width && cells.slice(columns.width).some((text) => text !== ""))
    report(
      "import-form",
      `has ${cells.length} cells, and the header has ${columns.width}. Does a text hold a separator, and need quotes?`,
    );
  if (name === "") report("import-form", "has no name.");
  if (number === "") report("import-form", "has no number.");
  const to = number === "" ? undefined : targetIn(number, cell(columns.extension), country);
  if (typeof to === "object" && "problem" in to) {
    report("import-form", to.problem);
    return undefined;
  }
  if (name === "" || to === undefined) return undefined;
  if (description === "")
    report(
      "import-made-up",
      "has no description, so the model has nothing to choose it by; its name stands in.",
    );
  const isDefault = /^(yes|y|true|x|1)$/i.test(cell(columns.default));
  if (isDefault && into.default !== undefined)
    report("import-loss", `the project's default is "${into.default}" and stays that.`);
  return {
    name,
    description: description === "" ? name : description,
    ...(isDefault && into.default === undefined ? { default: true as const } : {}),
    to,
  };
}
