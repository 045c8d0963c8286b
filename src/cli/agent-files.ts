import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./status.ts";

/** A file of an agent's project. */
export interface AgentText {
  /** As it was reached from a path of the command line. */
  readonly path: string;
  readonly text: string;
}

/** Folders that hold other people's code, or what is made of one's own. */
const skipped: ReadonlySet<string> = new Set([
  "node_modules",
  "__pycache__",
  "site-packages",
  "venv",
  "dist",
]);

/** The largest file that is read, in bytes; code that somebody has written is far smaller. */
const sizeLimit = 1_000_000;

/** The texts below some paths, in the order of their names; a file that is named itself is read whatever its kind. */
export function agentFiles(
  paths: readonly string[],
  isRead: (file: string) => boolean,
  skip: (path: string, why: string) => void,
): readonly AgentText[] {
  const seen = new Set<string>();
  const found: AgentText[] = [];
  const take = (path: string) => {
    const text = textAt(path);
    if (typeof text === "string") found.push({ path, text });
    else skip(path, text.why);
  };
  const walk = (path: string, isNamed: boolean) => {
    const real = resolved(path);
    if (real === undefined) {
      if (isNamed) throw new UsageError(`There is no ${path}.`);
      return;
    }
    // Links may lead in a circle, or to the same place twice.
    if (seen.has(real)) return;
    seen.add(real);
    const stat = statSync(real);
    if (stat.isFile() && (isNamed || isRead(path))) take(path);
    if (stat.isDirectory())
      for (const name of namesIn(path, skip))
        if (!name.startsWith(".") && !skipped.has(name)) walk(join(path, name), false);
  };
  for (const path of paths) walk(path, true);
  return found;
}

function resolved(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // A link that leads nowhere, or in a circle.
    return undefined;
  }
}

function namesIn(folder: string, skip: (path: string, why: string) => void): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    skip(folder, reasonOf(error));
    return [];
  }
}

function textAt(path: string): string | { readonly why: string } {
  try {
    const { size } = statSync(path);
    if (size > sizeLimit) return { why: `it has ${size} bytes, and at most ${sizeLimit} are read` };
    const bytes = readFileSync(path);
    return bytes.includes(0) ? { why: "it is no text" } : new TextDecoder().decode(bytes);
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
