import { describe, expect, it } from "vitest";
import { maskedData, masking } from "../../../src/diff/mask.ts";

describe("a mask", () => {
  it.each([
    ["+442079460123", "+44••••••••23"],
    ["sip:+442079460123@pbx.example.com", "sip:+44••••••••23@pbx.example.com"],
    ["Call 020 7946 0123, or (020) 7946-0124.", "Call 02•••••••23, or 02•••••••24."],
    ["call-me+442079460123", "call-me+442079460123"],
    ["2026-12-24 and 2026-12-25", "2026-12-24 and 2026-12-25"],
    ["on 2026-12-24 09:00–12:00", "on 2026-12-24 09:00–12:00"],
    ["WW33333333333333333333333333333333", "WW33333333333333333333333333333333"],
    ["extension 204, 24/7", "extension 204, 24/7"],
  ])("of %s is %s", (text, masked) => {
    expect(masking()(text)).toBe(masked);
  });

  it("tells apart what would look the same, and knows again what it has seen", () => {
    const mask = masking();
    expect(mask("+442079460123 and +442079461123")).toBe("+44••••••••23 and +44••••••••23 (2)");
    expect(mask("+44 20 7946 1123")).toBe("+44••••••••23 (2)");
    expect(mask("+442079462123")).toBe("+44••••••••23 (3)");
    expect(mask("+442079460123")).toBe("+44••••••••23");
  });

  it("reaches every text of data, and nothing else", () => {
    expect(maskedData({ a: ["+442079460123", 442079460123], b: null, c: { d: true } }, masking())).toEqual({
      a: ["+44••••••••23", 442079460123],
      b: null,
      c: { d: true },
    });
  });
});
