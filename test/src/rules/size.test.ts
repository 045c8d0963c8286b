import { describe, expect, it } from "vitest";
import { deployable } from "../../../src/plan/documents.ts";
import { goodFiles, loadFiles, planOf } from "../project.ts";

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

  it("is no document: the longest texts make less than 64 kB", () => {
    const longest = '"'.repeat(4096);
    const { bins } = deployable(
      planOf({
        "handoffs.yaml": `${goodFiles["handoffs.yaml"]}lastResort: ${JSON.stringify({ message: longest })}\n`,
        "destinations/sales.yaml": JSON.stringify({
          name: "Sales",
          description: "The caller wants to buy.",
          default: false,
          to: { voicemail: { greeting: longest } },
        }),
        "numbers/main-line.yaml": goodFiles["numbers/main-line.yaml"]?.replace(
          "onError: billing",
          "onError: sales",
        ),
      }),
    );
    const sizes = Object.values(bins).map((document) => Buffer.byteLength(document));
    expect(Math.max(...sizes)).toBeGreaterThan(4096);
    expect(Math.max(...sizes)).toBeLessThan(64_000);
  });
});
