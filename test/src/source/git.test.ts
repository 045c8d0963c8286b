import { describe, expect, it } from "vitest";
import { isRead, readEntries, readObjects, sourceInGit } from "../../../src/source/git.ts";

const [one, other] = ["a".repeat(40), "b".repeat(40)];

describe("what git prints", () => {
  it("is read whatever a file is called", () => {
    const output = [
      `100644 blob ${one}      12\thandoffs.yaml`,
      `100755 blob ${other}       0\tdestinations/a\tb\nc.yaml`,
      `160000 commit ${one}       -\tdestinations/sub`,
      "",
    ].join("\0");
    expect(readEntries(output)).toEqual([
      { mode: "100644", object: one, size: 12, path: "handoffs.yaml" },
      { mode: "100755", object: other, size: 0, path: "destinations/a\tb\nc.yaml" },
      { mode: "160000", object: one, size: undefined, path: "destinations/sub" },
    ]);
  });

  it("is read whatever a file holds", () => {
    const content = `x: 1\n${other} blob 3\nabc\n`;
    const output = new TextEncoder().encode(
      `${one} blob ${content.length}\n${content}\n${"c".repeat(40)} missing\n${other} blob 0\n\n`,
    );
    const objects = readObjects(output);
    expect([...objects.keys()]).toEqual([one, other]);
    expect(new TextDecoder().decode(objects.get(one))).toBe(content);
    expect(objects.get(other)?.length).toBe(0);
  });

  it("reads neither links nor what is too large", () => {
    const entry = { mode: "100644", object: one, size: 5, path: "destinations/a.yaml" };
    expect(isRead(entry)).toBe(true);
    expect(isRead({ ...entry, mode: "120000" })).toBe(false);
    expect(isRead({ ...entry, size: 100_001 })).toBe(false);
    const { files, diagnostics } = sourceInGit(
      [
        entry,
        { ...entry, mode: "120000", path: "handoffs.yaml" },
        { ...entry, size: 100_001, path: "numbers/b.yaml" },
        { ...entry, path: "schedules" },
      ],
      new Map([[one, new TextEncoder().encode("x: 1\n")]]),
    );
    expect(files).toEqual([{ kind: "destination", id: "a", file: "destinations/a.yaml", text: "x: 1\n" }]);
    expect(diagnostics.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      "handoffs.yaml: A link: those in a Git revision are not followed.",
      "numbers/b.yaml: The file has 100001 bytes; at most 100000 are read.",
      "schedules: The folder cannot be read: it is a file.",
    ]);
  });
});
