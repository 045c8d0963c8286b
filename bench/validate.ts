import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateCorpus } from "./corpus.ts";
import { inTurn, peakMemory, untilExit } from "./process.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const handoffs = join(repository, "dist", "cli", "index.js");
const schema = join(repository, "schema", "destination.schema.json");

/** Medians of one size of project, in milliseconds, by the name of the tool. */
export interface Validation {
  readonly files: number;
  readonly times: Readonly<Record<string, number>>;
  /** Peak memory of `handoffs validate`, in megabytes. */
  readonly memory: number;
}

/** How often each size is measured, and whether tools take part that need half a minute for it. */
const sizes = [
  { files: 1, runs: 21, slow: true },
  { files: 200, runs: 9, slow: true },
  { files: 1000, runs: 5, slow: true },
  { files: 10_000, runs: 3, slow: false },
] as const;

/**
 * `handoffs validate` beside a bare Node.js and what a user would take instead, as far as it is on PATH. Those check
 * the schema, or the style, of each file by itself.
 */
export async function* measureValidation(): AsyncIterable<Validation> {
  const ajv = installAjv();
  try {
    for (const { files, runs, slow } of sizes) {
      const corpus = generateCorpus(files);
      const tools: Record<string, () => Promise<number>> = {
        "node -e 0": () => untilExit(process.execPath, ["-e", "0"], corpus.root),
        // A project of a thousand has more documents than Twilio holds, and is told so.
        handoffs: () => untilExit(process.execPath, [handoffs, "validate"], corpus.root, 1),
      };
      if (ajv)
        tools["ajv-cli"] = () =>
          untilExit(
            process.execPath,
            [ajv.command, "-s", schema, "-d", "destinations/*.yaml", "--strict=false"],
            corpus.root,
          );
      if (slow && isInstalled("check-jsonschema"))
        tools["check-jsonschema"] = () =>
          untilExit(
            "sh",
            ["-c", `check-jsonschema --schemafile '${schema}' destinations/*.yaml`],
            corpus.root,
          );
      if (slow && isInstalled("yamllint"))
        tools.yamllint = () => untilExit("yamllint", ["-d", "relaxed", "destinations"], corpus.root);
      try {
        const medians = await inTurn(runs, Object.values(tools));
        const times = Object.fromEntries(
          Object.keys(tools).map((name, index) => [name, medians[index] ?? 0]),
        );
        yield { files, times, memory: peakMemory([handoffs, "validate"], corpus.root) };
      } finally {
        corpus.remove();
      }
    }
  } finally {
    ajv?.remove();
  }
}

/** Not one of our dependencies: it brings old ones of its own. Undefined without a network. */
function installAjv() {
  const folder = mkdtempSync(join(tmpdir(), "handoffs-ajv-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const { status } = spawnSync("npm", ["install", "--prefix", folder, "--ignore-scripts", "ajv-cli@5.0.0"], {
    stdio: "ignore",
    shell: process.platform === "win32",
  });
  if (status === 0) return { command: join(folder, "node_modules", "ajv-cli", "dist", "index.js"), remove };
  remove();
  return undefined;
}

function isInstalled(command: string): boolean {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => spawnSync(join(folder, command), ["--version"], { stdio: "ignore" }).status === 0);
}
