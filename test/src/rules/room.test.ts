import { describe, expect, it } from "vitest";
import { loadFiles } from "../project.ts";

const found = (changes: Readonly<Record<string, string>>) =>
  loadFiles(changes).diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);

const desk = (to: string, rest = "") => ({
  "destinations/desk.yaml": `name: Desk\ndescription: The caller asks for the desk.\nto: ${to}\n${rest}`,
});

describe("headers", () => {
  const trunk = (value: string) => `{sip: {uri: "sip:desk@pbx.example.com", headers: {X-Note: "${value}"}}}`;
  const tooLong = ["destinations/desk.yaml:3:45 sip-headers-long"];

  it.each([
    ["160 Japanese characters", "約".repeat(160), tooLong],
    ["840 characters with spaces", "Second floor. ".repeat(60), tooLong],
    ["one character too many", "x".repeat(1016), tooLong],
    ["as many as Twilio takes", "x".repeat(1015), []],
    ["fewer", "Second floor. ".repeat(50), []],
    ["what is too long before its variables are filled in", "x".repeat(990) + "${destination}".repeat(2), []],
    ["what a variable makes too long for certain", "x".repeat(1010) + "${destination}".repeat(1), []],
  ])("of %s", (_what, value, expected) => {
    expect(found(desk(trunk(value)))).toEqual(expected);
  });

  it("are refused once, in the environment whose they are", () => {
    const sandbox = `environments:\n  sandbox:\n    to: ${trunk("約".repeat(160))}\n`;
    expect(found(desk(trunk("short").replace("desk@", "front@"), sandbox))).toEqual([
      "destinations/desk.yaml:6:49 sip-headers-long",
    ]);
  });
});
