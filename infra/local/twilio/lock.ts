import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Two emulators with one folder would lose each other's changes. The one that runs leaves its address in
 * `<directory>/emulator.json`; whoever comes later asks there, so that a file left by a kill locks nobody out.
 */
export const refuseSecond = async (directory: string): Promise<void> => {
  const origin = originIn(directory);
  if (origin === undefined) return;
  const health = await fetch(`${origin}/emulator/health`, { signal: AbortSignal.timeout(1000) })
    .then((response): Promise<unknown> => response.json())
    .catch(() => undefined);
  if (isRecord(health) && health.directory === directory)
    throw new Error(`The emulator at ${origin} has its state in ${directory}: use that one, or end it first`);
};

export const lock = (directory: string, origin: string): void =>
  writeFileSync(lockFile(directory), JSON.stringify({ origin }));

export const unlock = (directory: string): void => rmSync(lockFile(directory), { force: true });

const lockFile = (directory: string): string => join(directory, "emulator.json");

const originIn = (directory: string): string | undefined => {
  if (!existsSync(lockFile(directory))) return undefined;
  try {
    const { origin } = JSON.parse(readFileSync(lockFile(directory), "utf8"));
    return /^http:\/\/127\.0\.0\.1:\d+$/.test(origin) ? origin : undefined;
  } catch {
    // Half written by a process that was killed.
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
