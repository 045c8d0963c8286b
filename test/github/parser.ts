import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { sampleRoot } from "../src/project.ts";

/** A file that somebody has written for GitHub, and what GitHub's own parser finds wrong with it. */
export interface Parser {
  readonly workflow: (name: string, content: string) => readonly string[];
  readonly action: (name: string, content: string) => readonly string[];
}

interface Parsed {
  readonly context: { readonly errors: { readonly getErrors: () => readonly Error[] } };
}
type Parse = (file: { readonly name: string; readonly content: string }, trace: object) => Parsed;

const trace = { info: () => {}, verbose: () => {}, error: () => {} };

/** Bundled first, as it imports JSON in a way that bundlers know and Node.js does not. */
export async function githubParser(): Promise<Parser> {
  const folder = mkdtempSync(join(tmpdir(), "handoffs-parser-"));
  try {
    const outfile = join(folder, "parser.mjs");
    await build({
      stdin: {
        contents: `export { parseWorkflow } from "@actions/workflow-parser"; export { parseAction } from "@actions/workflow-parser/actions/action-parser";`,
        resolveDir: sampleRoot,
      },
      bundle: true,
      platform: "node",
      format: "esm",
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      outfile,
    });
    const { parseWorkflow, parseAction } = (await import(pathToFileURL(outfile).href)) as {
      readonly parseWorkflow: Parse;
      readonly parseAction: Parse;
    };
    const errors = (parse: Parse) => (name: string, content: string) =>
      parse({ name, content }, trace)
        .context.errors.getErrors()
        .map(({ message }) => message);
    return { workflow: errors(parseWorkflow), action: errors(parseAction) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
