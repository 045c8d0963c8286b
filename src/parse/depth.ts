import { type CST, Parser } from "yaml";

/** Whether a text nests deeper than `limit` levels. Counts without recursion, which such a text is meant to exhaust. */
export function nestsDeeper(text: string, limit: number): boolean {
  if ((text.match(/[[{]|[-?:](?!\S)/g)?.length ?? 0) <= limit) return false;
  const open: { readonly token: CST.Token; readonly depth: number }[] = [];
  for (const token of new Parser().parse(text)) open.push({ token, depth: 0 });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > limit) return true;
    for (const inner of within(token)) open.push({ token: inner, depth: depth + 1 });
  }
  return false;
}

function* within(token: CST.Token): Iterable<CST.Token> {
  if (token.type === "document" && token.value) yield token.value;
  if (!("items" in token)) return;
  for (const { key, value } of token.items) {
    if (key) yield key;
    if (value) yield value;
  }
}
