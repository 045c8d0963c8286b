import type { ErrorCode } from "yaml";

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
    "A key was expected on one line, found a block. Is a colon or a line break out of place?",
  BLOCK_IN_FLOW: "A block cannot stand inside […] or {…}.",
  DUPLICATE_KEY: "This key stands twice in the same map. Keep one of them.",
  IMPOSSIBLE: "This is not valid YAML.",
  KEY_OVER_1024_CHARS: "A key is longer than 1,024 characters. Is a colon out of place?",
  MISSING_CHAR:
    "A character is missing here: a closing quote, bracket or brace, a comma, or the space after a colon.",
  MULTILINE_IMPLICIT_KEY: "A key runs over several lines. Is a colon missing, or a quote not closed?",
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
const codes: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: "yaml-duplicate-key",
  MULTIPLE_DOCS: "yaml-multiple-docs",
  TAB_AS_INDENT: "yaml-tab",
  TAG_RESOLVE_FAILED: "yaml-tag",
};

/** A YAML syntax error at an offset, under our own code and in our own words. */
export function syntaxProblem(code: ErrorCode, text: string, offset: number) {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const kind = /^[ ]*\t/.test(text.slice(lineStart)) ? "TAB_AS_INDENT" : code;
  return { code: codes[kind] ?? "yaml-syntax", message: messages[kind] ?? "This is not valid YAML." };
}
