import type { ErrorCode, YAMLParseError, YAMLWarning } from "yaml";
import type { Code } from "../diagnostic/codes.ts";

const messages: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "An alias (*name) cannot have an anchor or a tag of its own.",
  BAD_ALIAS: "This alias is not well formed. An alias is * and the name of an anchor, such as *office.",
  BAD_COLLECTION_TYPE: "This tag does not fit what follows it. Remove the tag.",
  BAD_DIRECTIVE: "A line that begins with % is a YAML directive, and this is none. Quote it, or remove it.",
  BAD_DQ_ESCAPE: 'This escape is unknown inside "…". Write \\\\ for a backslash, or use single quotes.',
  BAD_INDENT:
    "This line is indented differently from its neighbours. Keys of one map begin in the same column.",
  BAD_PROP_ORDER: "An anchor or tag stands in the wrong place here.",
  BAD_SCALAR_START: "A text cannot begin with this character unless it is quoted. Put it in quotes.",
  BLOCK_AS_IMPLICIT_KEY:
    "A key cannot begin here. Is a line indented too far? A text that holds a colon and a space needs quotes.",
  BLOCK_IN_FLOW: "A block cannot stand inside […] or {…}.",
  DUPLICATE_KEY: "This key stands twice in the same map. Keep one of them.",
  IMPOSSIBLE: "This is not valid YAML.",
  KEY_OVER_1024_CHARS: "A key is longer than 1,024 characters. Is a colon out of place?",
  MISSING_CHAR:
    "A character is missing here: a closing quote, bracket or brace, a comma, or the space after a colon.",
  MULTILINE_IMPLICIT_KEY:
    "A key runs over several lines. Is a line indented too far, a colon or the space after it missing, or a quote not closed?",
  MULTIPLE_ANCHORS: "A value can have one anchor (&name) only.",
  MULTIPLE_DOCS: "A file holds one document. Remove the line --- and put the rest into a file of its own.",
  MULTIPLE_TAGS: "A value can have one tag only.",
  NON_STRING_KEY: "A key must be a text.",
  TAB_AS_INDENT: "A tab indents this line. YAML is indented with spaces.",
  TAG_RESOLVE_FAILED:
    "This tag (!name) means nothing here. Remove it; quote the text if it begins with an exclamation mark.",
  UNEXPECTED_TOKEN: "This does not belong here. Is a quote, a bracket or a colon missing before it?",
  RESOURCE_EXHAUSTION: "The nesting of this file is too deep.",
};

/** The mistakes that have a page of their own; all others are `yaml-syntax`. */
const codes: Partial<Record<ErrorCode, Code>> = {
  DUPLICATE_KEY: "yaml-duplicate-key",
  MULTIPLE_DOCS: "yaml-multiple-docs",
  TAB_AS_INDENT: "yaml-tab",
  TAG_RESOLVE_FAILED: "yaml-tag",
};

/** Cases that the parser tells apart in its message only. */
const cases: readonly (readonly [RegExp, string])[] = [
  [
    /^Flow (map|sequence) in block collection/,
    "A bracket or brace that was opened above is not closed. (What follows a space and # is a comment.)",
  ],
  [/^Missing closing/, "A quote that was opened above is not closed."],
];

/** A YAML syntax error under our own code and in our own words, from one offset to another. */
export function syntaxProblem(
  { code, message, pos: [start, end] }: YAMLParseError | YAMLWarning,
  text: string,
) {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const kind = /^[ ]*\t/.test(text.slice(lineStart, lineStart + 1024)) ? "TAB_AS_INDENT" : code;
  const key = kind === "DUPLICATE_KEY" ? keyAt(text, start) : undefined;
  const special = cases.find(([pattern]) => kind === code && pattern.test(message))?.[1];
  // What is missing at the end of the file is missing after its last character.
  const from = Math.min(start, text.trimEnd().length);
  return {
    code: codes[kind] ?? "yaml-syntax",
    message:
      key === undefined
        ? (special ?? messages[kind] ?? "This is not valid YAML.")
        : `The key ${key} stands twice in the same map. Keep one of them.`,
    range: [from, Math.max(from, key === undefined ? end : start + key.length)] as const,
  };
}

function keyAt(text: string, offset: number): string | undefined {
  const line = text.slice(offset, offset + 1024);
  return /^("[^"\n]*"|'[^'\n]*'|[^\s"':][^:\n]*)(?=\s*:)/.exec(line)?.[0].trimEnd();
}
