import { comparable } from "../rules/words.ts";
import type { Report } from "./csv.ts";
import type { Row } from "./table.ts";

/** Where each column stands, from 0. */
export interface Columns {
  readonly name: number;
  readonly number: number;
  readonly description?: number;
  readonly extension?: number;
  readonly default?: number;
  /** How many there are. */
  readonly width: number;
}

/** What people call a column, in small letters without spaces and punctuation. */
const synonyms = {
  name: ["name", "destination", "team", "department", "desk", "title", "label"],
  number: ["number", "phonenumber", "phone", "telephone", "tel", "e164", "sip", "sipuri", "route", "target"],
  description: ["description", "purpose", "when", "whentouse", "condition", "notes", "note", "comment"],
  extension: ["extension", "ext"],
  default: ["default", "isdefault"],
} as const;

/** The columns of a header; undefined without a name or a number. */
export function columnsOf({ cells, line }: Row, report: Report): Columns | undefined {
  const titles = cells.map(comparable);
  const used = new Set<number>();
  const find = (column: keyof typeof synonyms) => {
    const index = synonyms[column].map((title) => titles.indexOf(title)).find((found) => found !== -1);
    if (index !== undefined) used.add(index);
    return index;
  };
  const name = find("name");
  const number = find("number");
  const optional = {
    description: find("description"),
    extension: find("extension"),
    default: find("default"),
  };
  if (name === undefined || number === undefined) {
    const missing = [...(name === undefined ? ["name"] : []), ...(number === undefined ? ["number"] : [])];
    report(
      "import-form",
      line,
      `The header has no column for ${missing.join(" and ")}. Expected name, number and description.`,
    );
    return undefined;
  }
  for (const [index, title] of cells.entries())
    if (!used.has(index) && title !== "")
      report(
        "import-loss",
        line,
        `The column ${JSON.stringify(title.slice(0, 60))} stays behind: a destination has no place for it.`,
      );
  const present = Object.fromEntries(Object.entries(optional).filter(([, index]) => index !== undefined));
  return { name, number, ...present, width: cells.length };
}
