import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { readPlain } from "../../../src/parse/plain.ts";
import { laidOut, noise, runs, sampleFiles, spoiled } from "./sample.ts";

/** What the yaml package makes of a text; undefined when it complains. */
function oracle(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, version: "1.2", schema: "core" });
  return document.errors.length + document.warnings.length > 0 ? undefined : document.toJS();
}

/** Holds readPlain against the yaml package, with the order of keys; whether readPlain took the text. */
function agrees(text: string): boolean {
  const plain = readPlain(text);
  if (plain === undefined) return false;
  const expected = oracle(text);
  expect(plain).toEqual(expected);
  expect(JSON.stringify(plain)).toBe(JSON.stringify(expected));
  return true;
}

describe("the reader of plain forms", () => {
  it.each([...sampleFiles])("takes %s as yaml does", (_file, text) => {
    expect(agrees(text)).toBe(true);
    expect(agrees(text.replaceAll("\n", "\r\n"))).toBe(true);
  });

  it("agrees with yaml on files of every layout", () => {
    let taken = 0;
    fc.assert(
      fc.property(laidOut, (text) => {
        if (agrees(text)) taken++;
      }),
      { numRuns: runs(3000) },
    );
    expect(taken).toBeGreaterThan(runs(3000) / 20);
  });

  it("agrees with yaml on spoiled sample files", () => {
    let taken = 0;
    fc.assert(
      fc.property(spoiled, ({ text }) => {
        if (agrees(text)) taken++;
      }),
      { numRuns: runs(2000) },
    );
    expect(taken).toBeGreaterThan(runs(2000) / 20);
  });

  it("agrees with yaml on noise", () => {
    fc.assert(
      fc.property(noise, (text) => {
        agrees(text);
        agrees(`a: ${text}\n`);
        agrees(`a:\n  ${text}\nb: c\n`);
        agrees(`a: {b: ${text}}\n`);
        agrees(`a: >-\n  ${text}\nb: c\n`);
      }),
      { numRuns: runs(1000) },
    );
  });
});
