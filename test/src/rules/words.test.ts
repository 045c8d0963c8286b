import fc from "fast-check";
import { expect, it } from "vitest";
import { wordsOf } from "../../../src/rules/words.ts";

it("splits at spaces and punctuation, in any script", () => {
  expect(wordsOf("Front-Desk, 24/7!")).toEqual(["front", "desk", "24", "7"]);
  expect(wordsOf("Zürich: Empfang №3 東京")).toEqual(["zürich", "empfang", "3", "東京"]);
  expect(wordsOf(" – ")).toEqual([]);
});

it("reads plain text as it reads any other", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
      expect([...wordsOf(text), "é"]).toEqual(wordsOf(`${text} é`));
    }),
  );
});
