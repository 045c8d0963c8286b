import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { offsetsIn } from "../fix/edit.ts";
import type { Source } from "../source/source.ts";
import type { Catalog } from "./catalog.ts";

/** Problems with the form of an id: where it is a destination's name, they say its id instead. */
export function byName(
  diagnostics: readonly Diagnostic[],
  source: Source,
  { destinations }: Catalog,
): readonly Diagnostic[] {
  if (!diagnostics.some(({ code }) => code === "id-form")) return diagnostics;
  const ids = new Map([...destinations].map(([id, { value }]) => [plain(value.name), id]));
  return diagnostics.map((diagnostic) => {
    if (diagnostic.code !== "id-form" || !references.includes(diagnostic.path.at(-1) ?? ""))
      return diagnostic;
    const { text = "" } = source.files.find(({ file }) => file === diagnostic.file) ?? {};
    const name = text.slice(...offsetsIn(text)(diagnostic)).replace(/^(["'])(.*)\1$/s, "$2");
    const id = ids.get(plain(name));
    if (id === undefined) return diagnostic;
    return {
      ...diagnostic,
      message: `Expected the id of a destination, found the name of one. Write "${id}".`,
      suggestions: [id],
    };
  });
}

/** The keys that hold a destination. */
const references: readonly (string | number)[] = ["fallback", "closed", "answer", "onError"];

const plain = (name: string): string => name.trim().toLowerCase();
