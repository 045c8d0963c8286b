import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edited, offsetsIn } from "../../../src/fix/edit.ts";

describe("an edit", () => {
  it("replaces its stretch and nothing else, in any order", () => {
    expect(
      edited("name: a\nto: b\n", [
        { start: 12, end: 13, text: '"b"' },
        { start: 6, end: 7, text: "A" },
      ]),
    ).toBe('name: A\nto: "b"\n');
  });

  it("gives way to one that begins before it", () => {
    expect(
      edited("abcdef", [
        { start: 1, end: 4, text: "-" },
        { start: 2, end: 3, text: "+" },
      ]),
    ).toBe("a-ef");
  });

  it("finds its place by line and column", () => {
    const text = "a\r\nbücher 🏢: x\n\nlast";
    const place = (line: number, column: number, endColumn: number) =>
      text.slice(...offsetsIn(text)({ line, column, endLine: line, endColumn }));
    expect([
      place(1, 1, 2),
      place(2, 1, 7),
      place(2, 8, 10),
      place(4, 1, 5),
      place(4, 1, 99),
      place(9, 1, 2),
    ]).toEqual(["a", "bücher", "🏢", "last", "last", ""]);
  });

  it("leaves the text as it is where it writes what stands there", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(fc.nat(50), fc.nat(10))), (text, places) => {
        const edits = places.map(([start, length]) => {
          const from = Math.min(start, text.length);
          const end = Math.min(from + length, text.length);
          return { start: from, end, text: text.slice(from, end) };
        });
        expect(edited(text, edits)).toBe(text);
      }),
    );
  });
});
