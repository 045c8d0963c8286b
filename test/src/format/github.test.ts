import { describe, expect, it } from "vitest";
import { github } from "../../../src/format/github.ts";
import { found } from "./found.ts";

describe("the github format", () => {
  it("is one workflow command a problem, errors first, then the summary", () => {
    const all = [found({ severity: "warning", line: 1 }), found({ severity: "info" }), found()];
    expect(github(all, 3, "").split("\n")).toEqual([
      '::error file=destinations/billing.yaml,line=5,endLine=5,col=1,endColumn=8,title=unknown-key::Unknown key "falback". Did you mean "fallback"?',
      '::warning file=destinations/billing.yaml,line=1,endLine=1,col=1,title=unknown-key::Unknown key "falback". Did you mean "fallback"?',
      '::notice file=destinations/billing.yaml,line=5,endLine=5,col=1,endColumn=8,title=unknown-key::Unknown key "falback". Did you mean "fallback"?',
      "1 error and 1 warning in 3 files.",
      "",
    ]);
  });

  it("escapes what would end a property or the command", () => {
    const [line] = github(
      [found({ file: "destinations/a,b:c%.yaml", message: "50% of\r\ntwo lines: a, b" })],
      1,
      "voice/",
    ).split("\n");
    expect(line).toMatch(/^::error file=voice\/destinations\/a%2Cb%3Ac%25\.yaml,/);
    expect(line).toMatch(/::50%25 of%0D%0Atwo lines: a, b$/);
  });

  it("names related places in the message", () => {
    const related = [{ message: "first claimed here", file: "numbers/a.yaml", line: 4, column: 9 }];
    expect(github([found({ related })], 1, "")).toContain("%0Anumbers/a.yaml:4:9 first claimed here\n");
  });

  it("says how many more there are", () => {
    expect(github([found(), found()], 1, "", { max: 1 })).toMatch(
      /\n… and 1 more\.\n2 errors in 1 file\.\n$/,
    );
  });
});
