import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { code } from "../../../../src/diff/format/code.ts";
import { harmless, shortened } from "../../../../src/diff/format/plain.ts";

describe("a code span", () => {
  it.each([
    ["billing", "`billing`"],
    ["a`b", "``a`b``"],
    ["``", "``` `` ```"],
    ["a|b", "`a\\|b`"],
    ["a\\|b", "`a\\¦b`"],
    ["", "`  `"],
  ])("of %j is %j", (text, span) => {
    expect(code(text)).toBe(span);
  });

  it("ends where its text does, and leaves the cell of a table whole", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "|", "\\", "a", " ", "<", "@") }), (text) => {
        const span = code(text);
        const [fence = ""] = /^`+/.exec(span) ?? [];
        expect(span.slice(fence.length, -fence.length).match(/`+/g) ?? []).not.toContain(fence);
        // GitHub's tables read a backslash and a mark as one, from left to right.
        expect(span.replaceAll(/\\[\\|`<@]/g, "")).not.toContain("|");
      }),
    );
  });
});

describe("a text of somebody else", () => {
  it("is on one line, and sends nothing to a terminal", () => {
    expect(harmless("a\n\tb\u001b[31m \u202E c\u2028d")).toBe("a b�[31m � c d");
  });

  it("is cut in the middle", () => {
    const text = shortened(`${"a".repeat(500)}${"z".repeat(20)}`);
    expect([...text].length).toBeLessThanOrEqual(121);
    expect(text).toMatch(/^a+ … a+z{20}$/);
    expect(shortened("🙂".repeat(120))).toBe("🙂".repeat(120));
  });
});
