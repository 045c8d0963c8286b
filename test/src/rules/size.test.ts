import { describe, expect, it } from "vitest";
import { loadFiles } from "../project.ts";

const codes = (changes: Readonly<Record<string, string>>) =>
  loadFiles(changes)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ file, line, code }) => `${file}:${line} ${code}`);

/** As many more destinations as are asked for, each with one document. */
const desks = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `destinations/desk-${index}.yaml`,
      `name: Desk ${index}\ndescription: The caller asks for desk number ${index}.\nto: {message: Desk ${index} is closed today.}\n`,
    ]),
  );

describe("what Twilio would refuse for its size", () => {
  it("is one document more than a build holds, and no document less", () => {
    // Beside these there are two destinations, one plain document for errors, and the router's own.
    expect(codes(desks(996))).toEqual([]);
    expect(codes(desks(997))).toEqual(["handoffs.yaml:1 too-many-documents"]);
  });

  it("is a document of more than 64 kB", () => {
    const flex = (length: number) => {
      const attributes = Array.from({ length: 70 }, (_, index) => `a${index}: ${"x".repeat(length)}`).join(
        ", ",
      );
      const to = `{flex: {workflow: WW${"0".repeat(32)}, attributes: {${attributes}}}}`;
      return {
        "destinations/desk.yaml": `name: Desk\ndescription: The caller asks for the desk.\nto: ${to}\n`,
      };
    };
    expect(codes(flex(800))).toEqual([]);
    expect(codes(flex(1000))).toEqual(["destinations/desk.yaml:3 document-too-large"]);
  });
});
