import type { Code } from "../diagnostic/codes.ts";
import type { Diagnostic, Path } from "../diagnostic/diagnostic.ts";
import type { Parsed } from "../parse/parse.ts";
import type { ImportSource } from "./imported.ts";

/** Collects what there is to say of a file that is imported. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  /** The file is not what it should be: nothing is imported. */
  readonly wrong: (path: Path, message: string) => void;
  /** Something that ours has no place for. */
  readonly lost: (path: Path, message: string) => void;
  /** Something that is not in the file and had to be made up. */
  readonly made: (path: Path, message: string) => void;
}

export function findingsIn(parsed: Parsed): Findings {
  const diagnostics: Diagnostic[] = [...parsed.diagnostics];
  const add = (severity: Diagnostic["severity"], code: Code) => (path: Path, message: string) => {
    const { file } = parsed.source;
    const range = parsed.locate(path);
    diagnostics.push({ code, severity, message, file, ...range, path, suggestions: [], related: [] });
  };
  return {
    diagnostics,
    wrong: add("error", "import-form"),
    lost: add("warning", "import-loss"),
    made: add("warning", "import-made-up"),
  };
}

/** The file as `parse` takes one. */
export function sourceFileOf({ file, text }: ImportSource) {
  return { kind: "project", id: "", file, text } as const;
}
