import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../../src/catalog/load.ts";
import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import { plain } from "../../../src/format/colours.ts";
import { human } from "../../../src/format/human.ts";
import { checkReferences } from "../../../src/references/check.ts";
import { mentionsIn } from "../../../src/references/mentions.ts";
import { readDisk } from "../../../src/source/disk.ts";
import { corpus } from "../catalog/corpus.ts";
import { sourceOfFiles } from "../import/source.ts";
import { sampleRoot } from "../project.ts";

/** Folders of agents, each beside a project: the base of the corpus with other files over it. */
export const agents = join(sampleRoot, "test", "fixtures", "references");

/** The problems that an agent's files have, and the command that reports them. */
export const ofAgents = {
  "former-reference": "references",
  "unknown-reference": "references",
  "unresolved-reference": "references",
  "unused-destination": "references",
} as const;

/** What `handoffs references agent` finds and prints. Files below `agent/` are the agent's, all others the project's. */
export async function referencesOver(
  files: ReadonlyMap<string, string>,
): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly output: string }> {
  const base = new Map(readDisk(join(corpus, "base")).files.map(({ file, text }) => [file, text]));
  const ours = [...files].filter(([file]) => !file.startsWith("agent/"));
  const project = sourceOfFiles(Object.fromEntries([...base, ...ours]));
  const { catalog, diagnostics: problems } = load(project, "2026-11-23");
  if (!catalog) throw new Error(problems.map(({ file, message }) => `${file}: ${message}`).join("\n"));
  const theirs = await Promise.all(
    [...files]
      .filter(([file]) => file.startsWith("agent/"))
      .map(async ([file, text]) => ({ file, text, mentions: await mentionsIn(file, text) })),
  );
  const diagnostics = checkReferences(catalog, theirs, (file) => file);
  const texts = new Map([...project.files.map(({ file, text }) => [file, text] as const), ...files]);
  return { diagnostics, output: human(diagnostics, theirs.length, (file) => texts.get(file), plain) };
}

/** The files of a case, by their paths in it. */
export function filesOf(name: string): ReadonlyMap<string, string> {
  const folder = join(agents, name);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("expected."))
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
  return new Map(names.sort().map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}
