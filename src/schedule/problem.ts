import type { Code } from "../diagnostic/codes.ts";
import type { Path } from "../diagnostic/diagnostic.ts";

/** What is wrong with a schedule whose form is right. */
export interface Problem {
  readonly path: Path;
  /** Whether the key at the path is wrong, or its value. */
  readonly part: "key" | "value";
  readonly code: Code;
  /** What is wrong, what was expected and how to mend it. */
  readonly message: string;
  /** Texts that could stand there instead, best first. */
  readonly suggestions: readonly string[];
}
