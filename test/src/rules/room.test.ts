import { describe, expect, it } from "vitest";
import { goodFiles, loadFiles } from "../project.ts";

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

describe("attributes", () => {
  const texts = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => `a${index}: ${"x".repeat(length)}`).join(", ");
  const flex = (attributes: string) => `{flex: {workflow: WW${"0".repeat(32)}, attributes: {${attributes}}}}`;
  const tooLong = ["destinations/desk.yaml:3:59 flex-attributes-long"];
  const withContext = { "handoffs.yaml": `${goodFiles["handoffs.yaml"]}context: {}\n` };

  it.each([
    ["five texts of 1,000 characters", texts(5, 1000), tooLong],
    ["one byte too many", `a: ${"x".repeat(1000)}, b: ${"x".repeat(1000)}, c: ${"x".repeat(979)}`, tooLong],
    [
      "as many as there is room for",
      `a: ${"x".repeat(1000)}, b: ${"x".repeat(1000)}, c: ${"x".repeat(978)}`,
      [],
    ],
    ["letters of several bytes", `a: ${"約".repeat(999)}`, tooLong],
    [
      "numbers that cannot be cut",
      Array.from({ length: 200 }, (_, index) => `number_${index}: 1234567`).join(", "),
      tooLong,
    ],
    [
      "what only variables make long",
      Array.from({ length: 40 }, (_, index) => `a${index}: "\${caller}"`).join(", "),
      [],
    ],
  ])("of %s", (_what, attributes, expected) => {
    expect(found(desk(flex(attributes)))).toEqual(expected);
  });

  it("are counted with those that the context adds", () => {
    const attributes = `a: ${"x".repeat(1000)}, b: ${"x".repeat(1000)}, c: ${"x".repeat(930)}`;
    expect(found(desk(flex(attributes)))).toEqual([]);
    expect(found({ ...desk(flex(attributes)), ...withContext })).toEqual(tooLong);
  });

  it("that are too long can still be compared with those of another revision", () => {
    const { catalog, readable } = loadFiles(desk(flex(texts(5, 1000))));
    expect(catalog).toBeUndefined();
    expect(readable).toBeDefined();
  });

  it("of a catch-all are refused once, where it stands", () => {
    const to = flex(texts(5, 1000));
    const handoffs = goodFiles["handoffs.yaml"]?.replace('"+442079460800"', to) ?? "";
    expect(found({ "handoffs.yaml": handoffs })).toEqual([
      "handoffs.yaml:4:68 on-error-needs-router",
      "handoffs.yaml:4:122 flex-attributes-long",
    ]);
  });
});
