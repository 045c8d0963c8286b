import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { twiml } from "../../../src/twiml/document.ts";
import type { Element } from "../../../src/twiml/element.ts";
import { holding } from "../../../src/twiml/holding.ts";

const speech = { language: "en-GB", voice: "Polly.Amy-Neural" };

const pausesOf = (verbs: readonly Element[]) =>
  verbs.flatMap(({ name, attributes }) => (name === "Pause" ? [Number(attributes.length)] : []));

/** Seconds, with fifteen characters spoken in each. */
const heard = (verbs: readonly Element[]) =>
  verbs.reduce(
    (sum, { children }) => sum + Math.ceil(String(children[0] ?? "").length / 15),
    pausesOf(verbs).reduce((sum, length) => sum + length, 0),
  );

describe("the wait in a queue", () => {
  it("lasts as long as it should, whatever is said meanwhile, in pauses of two minutes at most", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 5, max: 14_400 })),
        fc.oneof(
          fc.string({ minLength: 1, maxLength: 100 }),
          fc.string({ unit: fc.constantFrom("&", "e", "é", "<"), minLength: 1, maxLength: 1000 }),
        ),
        (maxWait, message) => {
          const verbs = holding(maxWait, message.replaceAll("$", "S"), speech);
          expect(verbs.at(-1)?.name).toBe("Leave");
          expect(heard(verbs)).toBe(maxWait);
          for (const length of pausesOf(verbs)) {
            expect(length).toBeGreaterThanOrEqual(1);
            expect(length).toBeLessThanOrEqual(120);
          }
          expect(Buffer.byteLength(twiml(verbs))).toBeLessThan(64_000);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is said at the beginning, and again after twenty seconds of silence", () => {
    const verbs = holding(60, "A text of two seconds.", speech);
    expect(verbs.map(({ name, attributes }) => [name, attributes.length].join(" ").trim())).toEqual([
      "Say",
      "Pause 20",
      "Say",
      "Pause 20",
      "Say",
      "Pause 14",
      "Leave",
    ]);
  });

  it("is silent where the text is longer than the wait", () => {
    expect(holding(5, "x".repeat(76), speech).map(({ name }) => name)).toEqual(["Pause", "Leave"]);
    expect(holding(5, "x".repeat(75), speech).map(({ name }) => name)).toEqual(["Say", "Leave"]);
  });
});
