import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, withinRoom } from "../../../src/router/room.ts";
import type { FlexTarget } from "../../../src/target/flex.ts";
import { fits, mapTexts } from "../../../src/target/index.ts";
import { fill } from "../../../src/target/variables.ts";

const attributesOf = (
  attributes: FlexTarget["attributes"],
  values: Readonly<Record<string, string>>,
): FlexTarget["attributes"] => {
  const flex: FlexTarget = {
    kind: "flex",
    workflow: "WW00000000000000000000000000000000",
    attributes,
    priority: 0,
    maxWait: 300,
  };
  return withinRoom(values, (values) => mapTexts(flex, (text) => fill(text, values)), fits).attributes;
};
const written = { reason: "${reason}", utterance: "${utterance}", summary: "${data.summary}" };

describe("what callers and agents say", () => {
  it("is left as it is where it fits", () => {
    const values = { reason: "refund", utterance: "u".repeat(1024) };
    expect(attributesOf({ ...written, urgent: true, order: 7 }, values)).toEqual({
      ...values,
      summary: "",
      urgent: true,
      order: 7,
    });
  });

  it("is cut where it is longest, as little as will do", () => {
    const values = { reason: "refund", utterance: "€".repeat(1024), "data.summary": "s".repeat(600) };
    expect(attributesOf(written, values)).toEqual({
      reason: "refund",
      utterance: "€".repeat(784),
      summary: "s".repeat(600),
    });
  });

  it("is cut before a number or an id", () => {
    const to = { ...written, caller: "${caller}", notes: "n".repeat(2900) };
    const values = { reason: "r".repeat(50), utterance: "u".repeat(50), caller: "+442079460123" };
    const fit = attributesOf(to, values);
    expect(fit.caller).toBe("+442079460123");
    expect(fit.notes).toBe(to.notes);
    expect(String(fit.reason).length).toBeLessThan(13);
  });

  it("makes room whatever it is, and what the file says stays", () => {
    const text = fc.string({ unit: "binary", maxLength: 1024 });
    fc.assert(
      fc.property(text, text, text, text, (reason, utterance, summary, caller) => {
        const values = { reason, utterance, "data.summary": summary, caller };
        const to = { ...written, caller: "${caller}", notes: "n".repeat(1500), order: 7, urgent: false };
        const fit = attributesOf(to, values);
        expect(Buffer.byteLength(JSON.stringify(fit))).toBeLessThanOrEqual(3000);
        expect(fit).toMatchObject({ notes: to.notes, order: 7, urgent: false });
        expect(fill("${reason}", values).startsWith(String(fit.reason))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("is never cut within a character", () => {
    expect(cut({ reason: "a😀b" }, 2)).toEqual({ reason: "a" });
    expect(cut({ reason: "a😀b" }, 3)).toEqual({ reason: "a😀" });
    expect(fill("${reason}", { reason: `${"a".repeat(1023)}😀` })).toBe("a".repeat(1023));
  });
});
