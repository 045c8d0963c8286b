import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionsIn } from "../../../src/references/mentions.ts";
import { positions } from "../../../src/references/positions.ts";
import { everyKind, formats, rendered } from "../manifest/project.ts";
import { agents, filesOf, referencesOver } from "./corpus.ts";

const files = readdirSync(agents).flatMap((name) =>
  [...filesOf(name)].filter(([file]) => file.startsWith("agent/")),
);

/** A file of the corpus that somebody has spoiled: cut, repeated, or with something put into it. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...files),
    fc.nat(),
    fc.nat(),
    fc.constantFrom(
      "",
      '"',
      "'''",
      "{{ho:",
      "}}",
      "(",
      ")",
      "{",
      "[",
      "`${",
      "\\",
      "\n",
      "\t",
      "\u2028",
      "#",
      "/*",
      "=",
      "*",
    ),
  )
  .map(([[file, text], first, second, put]) => {
    const [from, to] = [first % (text.length + 1), second % (text.length + 1)].sort((a, b) => a - b);
    return [file, text.slice(0, from) + put + text.slice(to)] as const;
  });

describe("files that nobody wrote with care", () => {
  it("are read without a fault, and every place that is found is in the file", async () => {
    await fc.assert(
      fc.asyncProperty(spoiled, async ([file, text]) => {
        const rangeOf = positions(text);
        const lines = text.split("\n");
        for (const mention of await mentionsIn(file, text)) {
          expect(mention.from).toBeLessThanOrEqual(mention.to);
          const { line, column, endLine } = rangeOf(mention);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
          expect(endLine).toBeLessThanOrEqual(lines.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["nests.json", `{"transfer": ${"[".repeat(5000)}`],
    ["nests.py", `call_handoff(${"(".repeat(5000)}`],
    ["nests.ts", `callHandoff(call, ${'x ? "a" : '.repeat(2000)}"b")`],
    ["nests.yaml", `handoffs:\n${"- ".repeat(5000)}{{ho:a}}`],
    ["circle.py", "a = b\nb = a or a\nconv.call_handoff(a)"],
    ["circle.ts", "const a = b ?? b, b = a ?? a; callHandoff(call, a);"],
    [
      "doubles.py",
      `${Array.from({ length: 40 }, (_, i) => `x${i} = x${i + 1} or x${i + 1}`).join("\n")}\nconv.call_handoff(x0)`,
    ],
    ["often.py", `${'x = "a"\n'.repeat(3000)}${"conv.call_handoff(x)\n".repeat(3000)}`],
  ])("%s is given up in good time", async (file, text) => {
    expect((await mentionsIn(file, text)).length).toBeLessThanOrEqual(6000);
  });
});

describe("what the manifest writes", () => {
  const endings = { typescript: "destinations.ts", adk: "handoffs.yaml" } as const;

  it.each(Object.keys(formats))("%s names only what there is", async (format) => {
    const file = endings[format as keyof typeof endings] ?? "tool.json";
    const { text } = rendered(format);
    const { diagnostics } = await referencesOver(
      new Map([
        ...Object.entries(everyKind),
        ["destinations/billing.yaml", billing],
        [`agent/${file}`, text],
      ]),
    );
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  });
});

const billing = 'name: Billing\ndescription: The caller wants to pay a bill.\nto: "+442079460123"\n';
