import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { atomicFile } from "../../../../../infra/local/engine/state/atomic-file.ts";

describe("an atomic file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "atomic-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("holds on resolving what was there to write on the call, and shares writes", async () => {
    const path = join(folder, "made", "file");
    let version = 0;
    let renders = 0;
    const save = atomicFile(path, () => {
      renders++;
      return String(version);
    });
    const saves = Array.from({ length: 50 }, async () => {
      const mine = ++version;
      await save();
      expect(Number(readFileSync(path, "utf8"))).toBeGreaterThanOrEqual(mine);
    });
    await Promise.all(saves);
    expect(renders).toBeLessThan(5);
    expect(readdirSync(join(folder, "made"))).toEqual(["file"]);
  });

  it("goes on after a write that failed, whose caller is told", async () => {
    const blocked = join(folder, "blocked");
    writeFileSync(blocked, "a file where a folder is wanted");
    const save = atomicFile(join(blocked, "file"), () => "text");
    await expect(save()).rejects.toThrow(/cannot be written/);
    rmSync(blocked);
    await save();
    expect(readFileSync(join(blocked, "file"), "utf8")).toBe("text");
  });
});
