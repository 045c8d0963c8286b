import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  YAMLParseError,
} from "yaml";
import type { Code } from "../diagnostic/codes.ts";
import type { Diagnostic, Path, Range } from "../diagnostic/diagnostic.ts";
import type { SourceFile } from "../source/source.ts";
import { nestsDeeper } from "./depth.ts";
import { readPlain } from "./plain.ts";
import { syntaxProblem } from "./syntax.ts";

/** A file as YAML: its plain value, and where each part of it stands. */
export interface Parsed {
  readonly source: SourceFile;
  /** Plain maps, lists and scalars; undefined when the file is empty or no YAML. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value at `path` stands, or the nearest place that exists. */
  readonly locate: (path: Path, part?: "key" | "value") => Range;
  /** The scalar at `path` as it is written, without quotes; undefined for anything else. */
  readonly written: (path: Path) => { readonly text: string; readonly quoted: boolean } | undefined;
}

/** Levels of nesting that a file may have; the format needs six, and the stack ends at some thousand. */
const deepest = 64;

/** Reads one file. Never throws for what a user wrote: every problem is a Diagnostic. */
export function parse(source: SourceFile): Parsed {
  const value = readPlain(source.text);
  if (value === undefined) return parseYaml(source);
  let whole: Parsed | undefined;
  const inYaml = () => {
    whole ??= parseYaml(source);
    return whole;
  };
  return {
    source,
    value,
    diagnostics: [],
    // Only a file with a problem, or a change, is asked where it stands.
    locate: (path, part) => keyRange(source.text, path, part) ?? inYaml().locate(path, part),
    written: (path) => inYaml().written(path),
  };
}

/** Where a key stands that is one of the file's own: in plain forms nothing else begins a line with it. */
function keyRange(text: string, path: Path, part?: "key" | "value"): Range | undefined {
  const [key, inner] = path;
  if (part !== "key" || typeof key !== "string" || inner !== undefined || !/^[A-Za-z]+$/.test(key))
    return undefined;
  const lines = text.split("\n");
  const line = lines.findIndex((line) => line.startsWith(`${key}:`)) + 1;
  return line === 0 ? undefined : { line, column: 1, endLine: line, endColumn: key.length + 1 };
}

function parseYaml(source: SourceFile): Parsed {
  const lines = new LineCounter();
  const deep = nestsDeeper(source.text, deepest);
  const document = parseDocument(deep ? "" : source.text, {
    lineCounter: lines,
    prettyErrors: false,
    version: "1.2",
    schema: "core",
    // What it would warn of through Node, a problem of ours says with its place.
    logLevel: "error",
  });
  if (deep) document.errors.push(new YAMLParseError([0, 0], "RESOURCE_EXHAUSTION", ""));
  const locate = (path: Path, part: "key" | "value" = "value") =>
    rangeOf(offsets(document, path, part), lines);
  const problem = (code: Code, message: string, range: Range): Diagnostic => ({
    code,
    severity: "error",
    message,
    file: source.file,
    ...range,
    path: [],
    suggestions: [],
    related: [],
  });
  const diagnostics = firstOfLines(
    [...document.errors, ...document.warnings].map((error) => {
      const { code, message, range } = syntaxProblem(error, source.text);
      return problem(code, message, rangeOf(range, lines));
    }),
  );
  for (const alias of unresolved(document, source.text))
    diagnostics.push(
      problem(
        "yaml-alias",
        `No anchor &${alias.source} stands before this alias. Write the value out; a text that begins with * needs quotes.`,
        rangeOf(span(alias) ?? [0, 0], lines),
      ),
    );
  let value: unknown;
  if (diagnostics.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 50 }) ?? undefined;
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      diagnostics.push(
        problem(
          "yaml-alias",
          "The aliases (*name) of this file expand to too much. Write the values out.",
          locate([]),
        ),
      );
    }
  }
  return { source, value, diagnostics, locate, written: (path) => written(document, path) };
}

/** The aliases (*name) whose anchor (&name) does not stand before them. */
function unresolved(document: Document, text: string): readonly Alias[] {
  const found: Alias[] = [];
  if (!text.includes("*")) return found;
  const anchors = new Set<string>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) found.push(node);
      } else if (node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return found;
}

/** One mistake makes the parser stumble several times over the same line. */
function firstOfLines(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const lines = new Set<number>();
  return diagnostics.filter(({ line }) => !lines.has(line) && lines.add(line));
}

function written(document: Document, path: Path) {
  const node = document.getIn(path, true);
  if (!isScalar(node)) return undefined;
  return { text: node.source ?? String(node.value), quoted: node.type !== "PLAIN" };
}

/** Start and end offset of the deepest part of `path` that the document has. */
function offsets(document: Document, path: Path, part: "key" | "value"): readonly [number, number] {
  let node: unknown = document.contents;
  let found: readonly [number, number] = [0, 0];
  if (isNode(node)) found = span(node) ?? found;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = pairsOf(node).get(String(step));
      if (pair === undefined) break;
      const key = isNode(pair.key) ? span(pair.key) : undefined;
      const value = isNode(pair.value) ? span(pair.value) : undefined;
      found = (last && part === "key" ? key : (value ?? key)) ?? found;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) break;
      found = span(node) ?? found;
    } else break;
  }
  return found;
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a map by their keys. A map may have thousands of problems, so they are sorted out once. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = indexes.get(map);
  if (known) return known;
  const pairs = new Map<string, Pair>();
  for (const item of map.items.toReversed())
    if (isPair(item) && isScalar(item.key)) pairs.set(String(item.key.value), item);
  indexes.set(map, pairs);
  return pairs;
}

/** A block's own range runs on to the next line; its problem is shown at its first line. */
function span(node: Node): readonly [number, number] | undefined {
  return node.range ? [node.range[0], node.range[1]] : undefined;
}

function rangeOf([start, end]: readonly [number, number], lines: LineCounter): Range {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(start, end));
  // An empty file has no line for the counter to find.
  return {
    line: Math.max(1, from.line),
    column: Math.max(1, from.col),
    endLine: Math.max(1, to.line),
    endColumn: Math.max(1, to.col),
  };
}
