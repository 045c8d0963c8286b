import { describe, expect, it } from "vitest";
import { loadFiles } from "../project.ts";

/** Each case: the text of destinations/billing.yaml, and the code, line, column and end column expected. */
const head = "name: Billing\ndescription: The caller wants to pay a bill.\ndefault: true\n";
const cases: readonly (readonly [string, string, string, number, number, number, RegExp])[] = [
  [
    "an unknown key",
    `${head}to: "+442079460123"\nfalback: agent\n`,
    "unknown-key",
    5,
    1,
    8,
    /Did you mean "fallback"\?/,
  ],
  [
    "an unknown key far from any",
    `${head}to: "+442079460123"\nzzz: 1\n`,
    "unknown-key",
    5,
    1,
    4,
    /Known here: name, description/,
  ],
  [
    "an unquoted number",
    `${head}to: +442079460123\n`,
    "unquoted-text",
    4,
    5,
    18,
    /without its plus. Write "\+442079460123"/,
  ],
  [
    "an unquoted extension",
    `${head}to: {number: "+442079460123", extension: 0204}\n`,
    "unquoted-text",
    4,
    42,
    46,
    /leading zero/,
  ],
  [
    "a missing key",
    'name: Billing\ndefault: true\nto: "+442079460123"\n',
    "missing-key",
    1,
    1,
    1,
    /"description"/,
  ],
  ["a blank value", `${head}to:\n`, "blank-value", 4, 1, 3, /"to" is blank/],
  [
    "two kinds of target",
    `${head}to: {number: "+442079460123", message: Hello}\n`,
    "target-kind",
    4,
    5,
    46,
    /several: number, message/,
  ],
  [
    "a misspelt kind of target",
    `${head}to: {numbr: "+442079460123"}\n`,
    "unknown-key",
    4,
    6,
    11,
    /Did you mean "number"\?/,
  ],
  ["a list as target", `${head}to: ["+442079460123"]\n`, "wrong-type", 4, 5, 22, /found a list/],
  [
    "a key of another kind",
    `${head}to: {voicemail: {greeting: Hi, lenght: 2m}}\n`,
    "unknown-key",
    4,
    32,
    38,
    /Known here: greeting/,
  ],
  ["a national number", `${head}to: "020 7946 0123"\n`, "phone-number-form", 4, 5, 20, /country code/],
  [
    "a number with spaces",
    `${head}to: "+44 20 7946 0123"\n`,
    "phone-number-form",
    4,
    5,
    23,
    /Did you mean "\+442079460123"\?/,
  ],
  [
    "a duration without unit",
    `${head}to: "+442079460123"\nring: {timeout: "25"}\n`,
    "duration-form",
    5,
    17,
    21,
    /Did you mean "25s"/,
  ],
  [
    "a duration out of bounds",
    `${head}to: "+442079460123"\nring: {timeout: 11m}\n`,
    "duration-form",
    5,
    17,
    20,
    /from 5s to 600s/,
  ],
  [
    "a text for true",
    `${head.replace("true", "yes")}to: "+442079460123"\n`,
    "wrong-type",
    3,
    10,
    13,
    /true or false/,
  ],
  [
    "an odd caller id",
    `${head}to: "+442079460123"\ncallerId: nobody\n`,
    "caller-id-form",
    5,
    11,
    17,
    /caller, called/,
  ],
  [
    "an http notification",
    `${head}to: {voicemail: {greeting: Hi, notify: "http://example.com"}}\n`,
    "url-form",
    4,
    40,
    60,
    /https/,
  ],
  [
    "a duplicate key",
    `${head}to: "+442079460123"\nto: "+442079460124"\n`,
    "yaml-duplicate-key",
    5,
    1,
    1,
    /twice/,
  ],
  ["a tab", `${head}to:\n\tnumber: "+442079460123"\n`, "yaml-tab", 5, 1, 2, /tab/],
  [
    "two documents",
    `${head}to: "+442079460123"\n---\nname: x\n`,
    "yaml-multiple-docs",
    5,
    1,
    1,
    /one document/,
  ],
  ["an empty file", "", "missing-key", 1, 1, 1, /required here/],
];

describe("a file's form", () => {
  it.each(cases)("%s", (_name, text, code, line, column, endColumn, message) => {
    const { diagnostics, catalog } = loadFiles({ "destinations/billing.yaml": text });
    const found = diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(found).toMatchObject({ file: "destinations/billing.yaml", severity: "error", line, column });
    if (endColumn !== column) expect(found).toMatchObject({ endColumn });
    expect(found?.message).toMatch(message);
    expect(catalog).toBeUndefined();
  });

  it("reports every problem of every file in one run, in order", () => {
    const { diagnostics } = loadFiles({
      "destinations/billing.yaml": "name: Billing\nto: +442079460123\ncolour: red\nring: {timeout: soon}\n",
      "destinations/sales.yaml": "name: [\n",
      "numbers/main-line.yaml":
        "name: Main\nanswer: agent\nonError: billing\nenvironments: {live: {number: front desk}}\n",
    });
    expect(diagnostics.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      "destinations/billing.yaml:1 missing-key",
      "destinations/billing.yaml:2 unquoted-text",
      "destinations/billing.yaml:3 unknown-key",
      "destinations/billing.yaml:4 duration-form",
      "destinations/sales.yaml:1 yaml-syntax",
      "numbers/main-line.yaml:4 phone-number-form",
    ]);
  });

  it("keeps messages to a line, whatever a file holds", () => {
    const key = "x".repeat(1000);
    const text = "x".repeat(100_000);
    const { diagnostics } = loadFiles({
      "destinations/billing.yaml": `${head}to: {${key}: 1, b: 2, c: 3, d: 4, e: 5, f: 6}\nring: ${text}\n${key}: 1\ncolour: ${text}\n`,
    });
    expect(diagnostics.map(({ code }) => code).sort()).toEqual([
      "target-kind",
      "unknown-key",
      "unknown-key",
      "wrong-type",
    ]);
    for (const { message } of diagnostics) expect(message.length).toBeLessThan(400);
  });

  it("accepts a byte order mark and CRLF", () => {
    const text = `\uFEFF${head}to: "+442079460123"\n`.replaceAll("\n", "\r\n");
    expect(loadFiles({ "destinations/billing.yaml": text }).diagnostics).toEqual([]);
  });

  it("stops an alias bomb", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefgh".split("").map((k, i) => `${k}: &${k} [${`*${"abcdefg"[i]},`.repeat(9)}]`),
    ].join("\n");
    expect(loadFiles({ "destinations/billing.yaml": bomb }).diagnostics.map(({ code }) => code)).toEqual([
      "yaml-alias",
    ]);
  });
});
