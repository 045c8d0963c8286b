import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { destinationFiles } from "../../../src/import/file.ts";
import { parse } from "../../../src/parse/parse.ts";
import { lines, proses } from "../manifest/hostile.ts";

describe("a destination's file", () => {
  it("is read as what was written, whatever is in it", () => {
    fc.assert(
      fc.property(lines, proses, lines, (name, description, header) => {
        const value = {
          name,
          description,
          default: true as const,
          to: {
            sip: { uri: "sip:desk@pbx.example.com", method: "refer" as const, headers: { "X-A": header } },
          },
        };
        const [text = ""] = Object.values(destinationFiles([{ id: "desk", value }]));
        expect(parseYaml(text)).toEqual(value);
        const parsed = parse({ kind: "destination", id: "desk", file: "destinations/desk.yaml", text });
        expect(parsed.value).toEqual(value);
      }),
      { numRuns: 150 },
    );
  });
});
