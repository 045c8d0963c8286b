import type { SyntaxNode, Tree } from "@lezer/common";
import type { Mention, Mentions, Place } from "./mention.ts";

/** What an expression can be: texts that stand in the file, and (without a text) what is known at run time only. */
export type Value = Place & { readonly text?: string };

/** The parts of a syntax tree that tell which destinations it names. */
export interface Language {
  readonly values: (expression: SyntaxNode) => readonly Value[];
  /** The value of a key of an object or dictionary; undefined where there is none. */
  readonly field: (object: SyntaxNode, key: string) => SyntaxNode | undefined;
  /** The elements of a list; none of anything else. */
  readonly items: (list: SyntaxNode) => readonly SyntaxNode[];
}

/** The text of a node in its file. */
export type Read = (node: SyntaxNode) => string;

/** What a call names with the value of an argument. */
export function mentionsOf(values: readonly Value[], kind: Mention["kind"]): Mentions {
  return values.map(({ text, from, to }) =>
    text === undefined ? { kind: "unresolved", from, to } : { kind, text, from, to },
  );
}

/** Levels of an expression, and of names that stand for each other, that are followed. */
export const deepest = 20;

/** The nodes of a tree that have one of these names, in their order. */
export function nodesNamed(tree: Tree, names: ReadonlySet<string>): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      if (names.has(name)) found.push(node);
    },
  });
  return found;
}

/** The children of a node without punctuation and comments. */
export function parts(node: SyntaxNode): readonly SyntaxNode[] {
  return children(node).filter(({ name }) => /^[A-Za-z]/.test(name) && !/Comment$/.test(name));
}

export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** The content of a text in quotes, with the escapes that Python and ECMAScript share. */
export function unescaped(body: string): string {
  return body.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|([\s\S]))/g,
    (_, ...groups: readonly (string | undefined)[]) => {
      const [braced, four, two, single = ""] = groups;
      const code = Number.parseInt(braced ?? four ?? two ?? "", 16);
      if (Number.isNaN(code)) return controls[single] ?? single;
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
    },
  );
}

const controls: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
};
