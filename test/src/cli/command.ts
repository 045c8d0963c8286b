import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { goodFiles, sampleRoot } from "../project.ts";

/** The command as users run it: built, in a process of its own. */
export function handoffs(args: readonly string[], cwd: string = sampleRoot) {
  const command = join(sampleRoot, "dist", "cli", "index.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

/** The same without blocking this process, which may be what the command speaks to. */
export async function handoffsBeside(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
) {
  const command = join(sampleRoot, "dist", "cli", "index.js");
  const child = spawn(process.execPath, [command, ...args], {
    cwd,
    env: { ...process.env, ...env, NO_COLOR: "1" },
  });
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout: await stdout, stderr: await stderr };
}

/** A folder with the good files, some of them changed; removed after the test. */
export function projectFolder(
  changes: Readonly<Record<string, string | Uint8Array | undefined>> = {},
): string {
  const root = mkdtempSync(join(tmpdir(), "handoffs-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ ...goodFiles, ...changes })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}
