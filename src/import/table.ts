import { CsvError, parse } from "csv-parse/sync";

/** A row of a spreadsheet. */
export interface Row {
  readonly cells: readonly string[];
  /** The line of the file that it begins on, from 1. */
  readonly line: number;
  /** As a spreadsheet counts, blank rows too, from 1. */
  readonly row: number;
}

export type Table = { readonly rows: readonly Row[] } | { readonly problem: string; readonly line: number };

/** The rows of a CSV file that have something in them: commas, semicolons or tabs, as the first line has most of. */
export function readTable(text: string): Table {
  const lines = text.replace(/\r\n?/g, "\n");
  const rows: Row[] = [];
  let linesInCells = 0;
  try {
    parse(lines, {
      bom: true,
      delimiter: delimiterOf(lines),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines: end }) => {
        const cells = record.map((cell) => cell.trim());
        const breaks = record.join("").split("\n").length - 1;
        const line = end - breaks;
        if (cells.some((cell) => cell !== "")) rows.push({ cells, line, row: line - linesInCells });
        linesInCells += breaks;
        return null;
      },
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1);
    return { line, problem: "A quote that was opened here or above is not closed where the cell ends." };
  }
}

const delimiters = [",", ";", "\t"] as const;

function delimiterOf(text: string): string {
  const header = /^[^\n]*/.exec(text.replace(/"[^"]*"/g, ""))?.[0] ?? "";
  const amounts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[amounts.indexOf(Math.max(...amounts))] ?? ",";
}
