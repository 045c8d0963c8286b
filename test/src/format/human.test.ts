import { describe, expect, it } from "vitest";
import { coloured, plain } from "../../../src/format/colours.ts";
import { human } from "../../../src/format/human.ts";
import { found } from "./found.ts";

const text = () => "one\ntwo\nthree\nfour\nfalback: agent\n";

describe("the human format", () => {
  it("says how many more there are, and counts all", () => {
    const all = [found(), found({ line: 6 }), found({ severity: "warning" })];
    const output = human(all, 3, text, plain, { max: 1 });
    expect(output).toMatch(/… and 2 more\.\n\n2 errors and 1 warning in 3 files\.\n$/);
    expect(output.match(/\[unknown-key\]/g)).toHaveLength(1);
  });

  it("paints on a terminal and is plain elsewhere", () => {
    expect(human([found()], 1, text, coloured)).toContain("\u001b[31merror");
    expect(human([found()], 1, text, plain)).not.toContain("\u001b");
  });

  it("never sends a terminal what a file has in it", () => {
    const output = human([found({ line: 1 })], 1, () => "a\u001b[2Jb: c", plain);
    expect(output).toContain("a�[2Jb: c");
  });

  it("cuts long lines around the problem", () => {
    const line = `${"x".repeat(500)}HERE${"y".repeat(500)}`;
    const output = human([found({ line: 1, endLine: 1, column: 501, endColumn: 505 })], 1, () => line, plain);
    const [, source = "", marks = ""] = output.split("\n");
    expect(source.length).toBeLessThan(120);
    expect(marks.indexOf("^")).toBe(source.indexOf("HERE"));
    expect(marks.trim().split(" ").at(-1)).toBe("^^^^");
  });
});
