import { describe, expect, it } from "vitest";
import { destination } from "../../../schema/destination.ts";
import { check } from "../../../src/check/check.ts";
import { parse } from "../../../src/parse/parse.ts";

const size = 30_000;
const filled = (part: string) => part.repeat(size / part.length);

/** Deeper in every line, as far as the size allows. */
function staircase(): string {
  const steps: string[] = [];
  for (let depth = 0, length = 0; length < size; length += depth++ + 3)
    steps.push(`${" ".repeat(depth)}a:\n`);
  return steps.join("");
}

/** Each anchor ten times the one before: 10^30 values in two kilobytes. */
function bomb(): string {
  const rows = Array.from({ length: 30 }, (_, row) => {
    const aliases = Array.from({ length: 10 }, () => `*a${row}`).join(", ");
    return `a${row + 1}: &a${row + 1} [${aliases}]\n`;
  });
  return `a0: &a0 x\n${rows.join("")}`;
}

const numbered = (line: (index: number) => string) =>
  Array.from({ length: 3000 }, (_, index) => line(index)).join("");

describe("a file that is made to hurt", () => {
  it.each(Object.entries({ brackets: "[", braces: "{", maps: "{a: ", dashes: "- ", questions: "? " }))(
    "nests thousands of levels: %s",
    (_name, part) => {
      expect(
        parse({ kind: "destination", id: "a", file: "a.yaml", text: filled(part) }).diagnostics,
      ).toMatchObject([{ code: "yaml-syntax", message: "The nesting of this file is too deep." }]);
    },
  );

  it("nests one level a line", () => {
    expect(
      parse({ kind: "destination", id: "a", file: "a.yaml", text: staircase() }).diagnostics,
    ).toMatchObject([{ message: "The nesting of this file is too deep." }]);
  });

  it("expands its aliases to more than there are atoms", () => {
    expect(parse({ kind: "destination", id: "a", file: "a.yaml", text: bomb() }).diagnostics).toMatchObject([
      { code: "yaml-alias" },
    ]);
  });

  it.each(
    Object.entries({
      "NUL bytes": filled("\0"),
      tabs: filled("\t"),
      "blank lines": filled("\n"),
      comments: filled("#\n"),
      "keys without end": numbered((index) => `k${index}: 1\n`),
      "one key again and again": filled("a: 1\n"),
      "a list in brackets": `[${filled("a,")}]`,
      anchors: filled("&a "),
      tags: filled("!a "),
      aliases: filled("*a "),
      documents: filled("---\n"),
      directives: filled("%\n"),
      quotes: filled("'"),
      colons: filled(":"),
      brackets: filled("]\n"),
      "an unclosed quote": `a: "${filled("b\n")}`,
      "folded texts": filled(">\n"),
      "one word": filled("x"),
      "a text of spaces": `a: >-\n${filled(" ")}`,
      "spaces in the middle of a text": `a: b${filled(" ")}c`,
      emoji: filled("🎉"),
      "unpaired surrogates": filled("\uD83C"),
    }),
  )("consists of %s", (_name, text) => {
    const parsed = parse({ kind: "destination", id: "a", file: "a.yaml", text });
    const checked = check(destination, parsed);
    expect(checked.valid).toBe(false);
  });
});
