import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { load } from "../../../src/catalog/load.ts";
import type { Diagnostic } from "../../../src/diagnostic/diagnostic.ts";
import { plain } from "../../../src/format/colours.ts";
import { human } from "../../../src/format/human.ts";
import { readDisk } from "../../../src/source/disk.ts";
import { sampleRoot } from "../project.ts";

/** Folders of bad files; each is laid over `base`, a project without problems. */
export const corpus = join(sampleRoot, "test", "fixtures", "validate");

/** Folders of good files, many of them next to a mistake. */
export const valid = join(sampleRoot, "test", "fixtures", "valid");

/** What `handoffs validate` finds and prints. */
export interface Validated {
  readonly diagnostics: readonly Diagnostic[];
  readonly output: string;
}

/** The base with other files over it: a folder of the corpus, or texts by file. A file named `x.removed` removes x. */
export function validateOver(files: string | ReadonlyMap<string, string>): Validated {
  const root = mkdtempSync(join(tmpdir(), "handoffs-corpus-"));
  try {
    cpSync(join(corpus, "base"), root, { recursive: true });
    const overlaid: string[] = [];
    const filter = (from: string, to: string) => {
      overlaid.push(to);
      return !basename(from).startsWith("expected.");
    };
    if (typeof files === "string") cpSync(files, root, { recursive: true, filter });
    else for (const [file, text] of files) write(join(root, file), text);
    for (const path of overlaid.filter((path) => path.endsWith(".removed"))) {
      rmSync(path);
      rmSync(path.slice(0, -".removed".length));
    }
    const source = readDisk(root);
    const { diagnostics, files: count } = load(source, "2026-11-23");
    const texts = new Map(source.files.map(({ file, text }) => [file, text]));
    return {
      diagnostics,
      output: human(diagnostics, count, (file) => texts.get(file), plain),
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
