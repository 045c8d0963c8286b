import fc from "fast-check";
import { expect, it } from "vitest";
import { withinRoom } from "../../../src/router/attributes.ts";
import type { FlexTarget } from "../../../src/target/flex.ts";

const flex = (attributes: FlexTarget["attributes"]): FlexTarget => ({
  kind: "flex",
  workflow: "WW00000000000000000000000000000000",
  attributes,
  priority: 0,
  maxWait: 300,
});
const attributesOf = (attributes: FlexTarget["attributes"]) => {
  const to = withinRoom(flex(attributes));
  return to.kind === "flex" ? to.attributes : {};
};

it("leaves what fits as it is", () => {
  const attributes = { reason: "refund", utterance: "u".repeat(1024), urgent: true, order: 7 };
  expect(attributesOf(attributes)).toEqual(attributes);
});

it("cuts the longest text first", () => {
  const attributes = { reason: "refund", utterance: "€".repeat(1024), summary: "s".repeat(600) };
  expect(attributesOf(attributes)).toEqual({ ...attributes, utterance: "€".repeat(512) });
});

it("makes room for whatever an agent says, and keeps what is no text", () => {
  const text = fc.string({ unit: "binary", maxLength: 1024 });
  fc.assert(
    fc.property(text, text, text, (reason, utterance, summary) => {
      const fit = attributesOf({ reason, utterance, summary, order: 7, urgent: false });
      expect(Buffer.byteLength(JSON.stringify(fit))).toBeLessThanOrEqual(3000);
      expect(fit).toMatchObject({ order: 7, urgent: false });
    }),
    { numRuns: 300 },
  );
});

it("concerns tasks alone", () => {
  const number = { kind: "number", number: "+442079460123" } as const;
  expect(withinRoom(number)).toBe(number);
});
