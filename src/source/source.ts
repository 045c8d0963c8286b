import type { Diagnostic } from "../diagnostic/diagnostic.ts";

/** The text of one file of a project. */
export interface SourceFile {
  readonly kind: FileKind;
  /** The file's name without folder and extension; `handoffs` for the project file. */
  readonly id: string;
  /** Relative to the project root, with `/`. */
  readonly file: string;
  readonly text: string;
}

export type FileKind = "project" | "destination" | "number" | "schedule";

/** A project as it was found, on disk or in a Git tree. */
export interface Source {
  readonly files: readonly SourceFile[];
  /** What could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The file that marks a project root. */
export const projectFile = "handoffs.yaml";

/** The folder of each kind of file. */
export const folders = {
  destination: "destinations",
  number: "numbers",
  schedule: "schedules",
} as const satisfies Partial<Record<FileKind, string>>;

/** The text of a file of the source, for code frames. */
export function textOf(source: Source): (file: string) => string | undefined {
  const texts = new Map(source.files.map(({ file, text }) => [file, text]));
  return (file) => texts.get(file);
}
