import pc from "picocolors";
import { human } from "../format/human.ts";
import { count, json } from "../format/json.ts";
import { openProject, textOf } from "./project.ts";
import { type Status, status } from "./status.ts";

export interface ValidateOptions {
  readonly dir?: string;
  readonly format: "human" | "json";
}

/** `handoffs validate`: every problem of the project in one run. */
export function validate({ dir, format }: ValidateOptions): Status {
  const { source, loaded } = openProject(dir);
  const { diagnostics, files } = loaded;
  const colours = pc.createColors(pc.isColorSupported && process.stdout.isTTY);
  process.stdout.write(
    format === "json" ? json(diagnostics, files) : human(diagnostics, files, textOf(source), colours),
  );
  return count(diagnostics).errors > 0 ? status.problems : status.clean;
}
