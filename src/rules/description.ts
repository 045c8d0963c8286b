import { at, type Rule, relatedTo } from "./rule.ts";
import { wordsOf } from "./words.ts";

/** Words of a description below which a model has little to choose by. */
const fewestWords = 3;

/** Descriptions are what the agent's model chooses by: long enough, and each unlike the others. */
export const description: Rule = function* (catalog) {
  const first = new Map<string, string>();
  for (const [id, entry] of catalog.destinations) {
    const words = wordsOf(entry.value.description).filter((word) => !fillers.has(word));
    if (words.length < fewestWords)
      yield at(entry, ["description"], {
        code: "description-short",
        severity: "warning",
        message:
          "The agent's model chooses a destination by its description, and this one says little. Say when to choose it, as in: The caller wants to pay, question or dispute a bill.",
      });
    const key = [...new Set(words)].sort().join(" ");
    const other = catalog.destinations.get(first.get(key) ?? "");
    if (other && words.length > 0)
      yield at(entry, ["description"], {
        code: "description-similar",
        severity: "warning",
        message: `The agent's model cannot tell this description from that of "${other.id}". Say what makes them differ.`,
        related: [relatedTo(other, ["description"], "the other description")],
      });
    else first.set(key, id);
  }
};

const fillers: ReadonlySet<string> = new Set([
  "the",
  "a",
  "an",
  "to",
  "of",
  "or",
  "and",
  "is",
  "for",
  "with",
  "that",
  "this",
  "our",
]);
