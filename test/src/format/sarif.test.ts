import { describe, expect, it } from "vitest";
import { sarif } from "../../../src/format/sarif.ts";
import { found } from "./found.ts";

const page = (code: string) =>
  code === "unknown-key" ? "# `unknown-key`: a key that means nothing\n\nMore.\n" : undefined;
const related = [{ message: "first claimed here", file: "numbers/main line.yaml", line: 4, column: 9 }];
const log = (...[all, folder = ""]: [Parameters<typeof sarif>[0], string?]) =>
  JSON.parse(sarif(all, folder, "1.2.3", page));

describe("the sarif format", () => {
  it("is a log of SARIF 2.1.0 in UTF-16 columns", () => {
    expect(log([])).toEqual({
      $schema: expect.stringMatching(/sarif-schema-2\.1\.0\.json$/),
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "handoffs", semanticVersion: "1.2.3", rules: [] } },
          columnKind: "utf16CodeUnits",
          results: [],
        },
      ],
    });
  });

  it("describes each code once, and points results at it", () => {
    const [run] = log([
      found({ code: "yaml-tag", severity: "info" }),
      found(),
      found({ severity: "warning", related }),
    ]).runs;
    expect(run.tool.driver.rules).toEqual([
      {
        id: "unknown-key",
        shortDescription: { text: "a key that means nothing" },
        help: {
          text: expect.stringContaining("More."),
          markdown: expect.stringContaining("More."),
        },
      },
      { id: "yaml-tag" },
    ]);
    expect(
      run.results.map(({ ruleId, ruleIndex, level }: Record<string, unknown>) => [ruleId, ruleIndex, level]),
    ).toEqual([
      ["yaml-tag", 1, "note"],
      ["unknown-key", 0, "error"],
      ["unknown-key", 0, "warning"],
    ]);
  });

  it("gives places relative to the repository, as URIs", () => {
    const [result] = log([found({ file: "destinations/a b%.yaml", related })], "voice/").runs[0].results;
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "voice/destinations/a%20b%25.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 8 },
        },
      },
    ]);
    expect(result.relatedLocations).toEqual([
      {
        id: 0,
        message: { text: "first claimed here" },
        physicalLocation: {
          artifactLocation: { uri: "voice/numbers/main%20line.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 4, startColumn: 9 },
        },
      },
    ]);
  });
});
