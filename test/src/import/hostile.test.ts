import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { load } from "../../../src/catalog/load.ts";
import { importAdk } from "../../../src/import/adk.ts";
import { importCsv } from "../../../src/import/csv.ts";
import { projectAround } from "../../../src/import/project.ts";
import { importVapi } from "../../../src/import/vapi.ts";
import { sampleRoot } from "../project.ts";
import { imports } from "./corpus.ts";
import { sourceOfFiles } from "./source.ts";

const textsIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => !name.endsWith(".expected.txt"))
    .map((name) => readFileSync(join(folder, name), "utf8"));

const none = { default: undefined };

const formats = {
  adk: {
    read: (text: string) => importAdk({ file: "f", text }, none),
    texts: [...textsIn(join(imports, "adk")), ...textsIn(join(sampleRoot, "test", "fixtures", "adk"))],
  },
  vapi: {
    read: (text: string) => importVapi({ file: "f", text }, none),
    texts: textsIn(join(imports, "vapi")),
  },
  csv: {
    read: (text: string) => importCsv({ file: "f", text }, none, "GB"),
    texts: textsIn(join(imports, "csv")),
  },
};

const put = fc.constantFrom(
  "",
  '"',
  "{",
  "[",
  ":",
  "- ",
  "\n",
  ",",
  ";",
  "\t",
  "&a ",
  "*a",
  "!!x ",
  "<",
  "@",
  "$",
  "${",
  "+44",
  "null",
  "\u0000",
);

describe.each(Object.entries(formats))("spoiled files of %s", (_, { read, texts }) => {
  it("are imported, or refused with a place, and what is made can be read", () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(), put, (text, first, second, part) => {
        const [from, to] = [first % (text.length + 1), second % (text.length + 1)].sort((a, b) => a - b);
        const { destinations, diagnostics } = read(text.slice(0, from) + part + text.slice(to));
        for (const { line, column } of diagnostics) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        if (diagnostics.some(({ severity }) => severity === "error")) return;
        expect(new Set(destinations.map(({ id }) => id)).size).toBe(destinations.length);
        const found = load(sourceOfFiles(projectAround(destinations, "acme", "0.1.0"))).diagnostics;
        // Whatever is wrong with a value, the YAML around it is right.
        expect(found.filter(({ code }) => code.startsWith("yaml-") || code === "id-form")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
