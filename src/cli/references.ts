import { relative, resolve } from "node:path";
import { count } from "../format/json.ts";
import type { Wanted } from "../format/shown.ts";
import { type AgentFile, checkReferences } from "../references/check.ts";
import { isRead, mentionsIn } from "../references/mentions.ts";
import { agentFiles } from "./agent-files.ts";
import type { Format } from "./formats.ts";
import { print } from "./print.ts";
import { openProject, planFor, validCatalog } from "./project.ts";
import { reportOn } from "./report.ts";
import { type Status, status } from "./status.ts";

export interface ReferencesOptions extends Wanted {
  readonly dir?: string;
  readonly env?: string;
  readonly format: Format;
}

/** `handoffs references PATH…`: whether the destinations that an agent names exist. */
export async function references(
  paths: readonly string[],
  { dir, env, format, ...wanted }: ReferencesOptions,
): Promise<Status> {
  const project = openProject(dir);
  const catalog = validCatalog(project);
  if (!catalog) return status.problems;
  if (env !== undefined) planFor(catalog, env);
  const base = baseOf(format);
  const show = (path: string) => relative(base, resolve(path)).replaceAll("\\", "/");
  const found = agentFiles(paths, isRead, (path, why) => print(`Not read: ${path}: ${why}.\n`, "stderr"));
  const files: AgentFile[] = [];
  for (const { path, text } of found)
    files.push({ file: show(path), text, mentions: await mentionsIn(path, text) });
  if (files.every(({ mentions }) => mentions.length === 0))
    print(`No file of ${paths.join(", ")} names a destination in a way that is known.\n`, "stderr");
  const inProject = (file: string) => show(resolve(project.root, file));
  const texts = new Map([
    ...project.source.files.map(({ file, text }) => [inProject(file), text] as const),
    ...files.map(({ file, text }) => [file, text] as const),
  ]);
  const diagnostics = checkReferences(catalog, files, inProject, env);
  const looked = { files: files.length, text: (file: string) => texts.get(file), folder: "" };
  print(reportOn(looked, diagnostics, format, wanted));
  return count(diagnostics).errors > 0 ? status.problems : status.clean;
}

/** Whoever reads a report of code scanning has the repository before them; anybody else their own folder. */
function baseOf(format: Format): string {
  const isForRepository = format === "github" || format === "sarif";
  return (isForRepository ? process.env.GITHUB_WORKSPACE : undefined) ?? process.cwd();
}
