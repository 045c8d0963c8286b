import { Lexer } from "yaml";
import { isMap, valueAt } from "../check/value.ts";
import { parse } from "../parse/parse.ts";
import { type Mention, type Mentions, proseMentions } from "./mention.ts";
import { startsOf } from "./positions.ts";

/** What the lexer puts between its tokens, which is no part of the text: starts of documents and scalars, ends of flows. */
const marks: ReadonlySet<string> = new Set(["\x02", "\x14", "\x18", "\x1f"]);

/** The destinations of `{{ho:name}}` in a YAML file, comments apart; and what a `handoffs.yaml` of PolyAI declares. */
export function yamlMentions(text: string): Mentions {
  return [...proseMentions(withoutComments(text)), ...declarations(text)];
}

/** The text with spaces for its comments. */
function withoutComments(text: string): string {
  if (!text.includes("#")) return text;
  let isScalar = false;
  let kept = "";
  for (const token of new Lexer().lex(text)) {
    if (marks.has(token)) {
      isScalar = token === "\x1f";
      continue;
    }
    kept += token.startsWith("#") && !isScalar ? " ".repeat(token.length) : token;
    isScalar = false;
  }
  return kept;
}

function declarations(text: string): readonly Mention[] {
  if (!/^handoffs:/m.test(text)) return [];
  const { value, locate } = parse({ kind: "project", id: "", file: "", text });
  const list = valueAt(value, ["handoffs"]);
  if (!Array.isArray(list)) return [];
  const lines = startsOf(text);
  return list.flatMap((entry: unknown, index) => {
    if (!isMap(entry) || typeof entry.name !== "string") return [];
    const { line, column, endLine, endColumn } = locate(["handoffs", index, "name"]);
    const from = (lines[line - 1] ?? 0) + column - 1;
    const to = (lines[endLine - 1] ?? 0) + endColumn - 1;
    return [{ kind: "declared", text: entry.name, from, to }];
  });
}
