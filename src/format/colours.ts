import { styleText } from "node:util";

/** Dresses a text for a terminal. */
export type Colours = Readonly<
  Record<"bold" | "dim" | "red" | "green" | "yellow" | "cyan", (text: string) => string>
>;

const same = (text: string): string => text;

/** Leaves every text as it is. */
export const plain: Colours = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** ANSI escape sequences (ECMA-48, SGR). */
export const coloured: Colours = {
  bold: style("bold"),
  dim: style("dim"),
  red: style("red"),
  green: style("green"),
  yellow: style("yellow"),
  cyan: style("cyan"),
};

function style(format: keyof Colours): (text: string) => string {
  // Whether the text goes to a terminal was asked before.
  return (text) => styleText(format, text, { validateStream: false });
}
