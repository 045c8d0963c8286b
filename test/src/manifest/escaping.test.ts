import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Manifest } from "../../../src/manifest/manifest.ts";
import { planOf } from "../project.ts";
import { all, hostileTexts, manifestWith } from "./hostile.ts";
import { formats } from "./project.ts";

const plan = planOf();
const textOf = (format: string, made: Manifest) => formats[format]?.(made, plan).text ?? "";

describe("texts that end what they stand in", () => {
  it.each(["1.1", "1.2"] as const)("reach YAML %s as they are", (version) => {
    fc.assert(
      fc.property(all, (entries) => {
        const { handoffs } = parse(textOf("adk", manifestWith(entries)), { version }) as {
          handoffs: readonly { name: string; description: string }[];
        };
        expect(handoffs.map(({ name, description }) => ({ name, description }))).toEqual(
          entries.map(({ name, description }) => ({
            name,
            description: description === name ? "" : description,
          })),
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each(["json", "openai", "anthropic", "vapi", "elevenlabs"])("reach %s as they are", (format) => {
    fc.assert(
      fc.property(all, (entries) => {
        const found = textsIn(JSON.parse(textOf(format, manifestWith(entries)))).join("\n");
        for (const { name } of entries) expect(found).toContain(name);
      }),
      { numRuns: 30 },
    );
  });

  it("are tried one by one too", () => {
    const entries = hostileTexts.map((text) => ({ name: text, description: `${text}\n${text}` }));
    for (const format of Object.keys(formats)) expect(textOf(format, manifestWith(entries))).not.toBe("");
    expect(parse(textOf("adk", manifestWith(entries)), { version: "1.1" }).handoffs).toMatchObject(entries);
  });
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
