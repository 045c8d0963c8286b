import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sampleRoot } from "../project.ts";

const compiled = `-${process.version}-${process.arch}.cache`;

/** A copy of the built command line, whose compiled code is treated first; what it says of the sample company. */
function startedWith(treat: (file: string) => void) {
  const root = mkdtempSync(join(tmpdir(), "handoffs start "));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "dist", "cli");
  cpSync(join(sampleRoot, "dist", "cli"), folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith(compiled)) treat(join(folder, name));
  const run = spawnSync(process.execPath, [join(folder, "index.js"), "plan", "--env", "live", "--json"], {
    cwd: sampleRoot,
    encoding: "utf8",
    env: { ...process.env, NODE_PATH: join(sampleRoot, "node_modules") },
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe("the start of the command line", () => {
  it("needs no compiled code, and takes none that is broken", () => {
    const whole = startedWith(() => {});
    expect(whole).toMatchObject({ status: 0, stderr: "" });
    expect(startedWith((file) => rmSync(file))).toEqual(whole);
    expect(startedWith((file) => writeFileSync(file, "no code of V8"))).toEqual(whole);
    expect(startedWith((file) => writeFileSync(file, readFileSync(file).subarray(0, 5000)))).toEqual(whole);
  });

  it("has compiled code of the very program that it starts, for the Node.js that built it", () => {
    const names = readdirSync(join(sampleRoot, "dist", "cli"));
    const programs = names.filter((name) => /^program-[A-Z0-9]+\.js$/.test(name));
    expect(programs).toHaveLength(1);
    expect(
      names.filter((name) => name.endsWith(".cache")).every((name) => name.startsWith(programs[0] ?? "?")),
    ).toBe(true);
    expect(readFileSync(join(sampleRoot, "dist", "cli", "index.js"), "utf8")).toContain(`"${programs[0]}"`);
  });
});
