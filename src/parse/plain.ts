/** What the plain forms of YAML hold: maps have text keys. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

type PlainMap = Record<string, Plain>;

/**
 * Reads a file that keeps to the plain forms of YAML: block maps, block lists of scalars, collections in brackets on
 * one line, texts on one line, folded and literal texts without blank lines, comments. Undefined for anything else,
 * right or wrong: the `yaml` package reads that. What this accepts, `yaml` reads without a warning and to the same
 * value; it exists because it takes a tenth of the time.
 */
export function readPlain(text: string): PlainMap | undefined {
  const lines = text.replaceAll("\r\n", "\n");
  if (unusual.test(lines)) return undefined;
  const scanner = scan(lines.endsWith("\n") ? lines : `${lines}\n`);
  try {
    return scanner.document();
  } catch (error) {
    if (error === unfamiliar) return undefined;
    throw error;
  }
}

/** Thrown where a form is not one of ours. */
const unfamiliar = new Error("Not a plain form of YAML.");

/** Levels of nesting; the format needs six. */
const deepest = 20;

/** Characters that YAML forbids, that other programs take for line breaks, and tabs, which have rules of their own. */
const unusual = /[^\n\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Lines that hold nothing, or a comment only. */
const blankLines = /(?: *(?:#[^\n]*)?\n)*/y;
const indentation = / */y;
/** The rest of a line after a value. */
const lineEnd = /(?: +#[^\n]*| *)\n/y;
const blockKey = /([A-Za-z0-9_][^\n:#]*(?::[^\n :#][^\n:#]*)*):(?=[ \n])/y;
const flowKey = /([A-Za-z0-9_][^\n:#,[\]{}'"]*): +/y;
const blockPlain = /[^\s\-?:,[\]{}#&*!|>'"%@`.~=<\\][^\n:#]*(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*)*/y;
const flowPlain =
  /[^\s\-?:,[\]{}#&*!|>'"%@`.~=<\\][^\n:#,[\]{}]*(?:(?::(?=[^ \n,[\]{}])|(?<! )#)[^\n:#,[\]{}]*)*/y;
const doubleQuoted = /"([^"\\\n]*)"/y;
const singleQuoted = /'((?:[^'\n]|'')*)'/y;
const blockText = /([|>])(-?)(?: +#[^\n]*| *)\n/y;
/** What may follow a folded or literal text: no line of spaces, which could be part of it. */
const emptyLines = /\n*(?= *[^ \n]|$)/y;
const listItem = /- +(?=[^ \n])/y;
const comma = / *, */y;
const spaces = / */y;

/** As the core schema has them: https://yaml.org/spec/1.2.2/#1032-tag-resolution */
const word = /^(?:null|Null|NULL|true|True|TRUE|false|False|FALSE)$/;
const number =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const wholeNumber = /^(?:0|[1-9][0-9]{0,14})$/;

function scan(text: string) {
  let at = 0;

  /** Moves behind what a sticky pattern matches here. */
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const expect = (pattern: RegExp): RegExpExecArray => take(pattern) ?? giveUp();

  /** The column of the next line that holds something, with `at` at its start; -1 at the end of the file. */
  const nextLine = (): number => {
    take(blankLines);
    if (at === text.length) return -1;
    indentation.lastIndex = at;
    indentation.test(text);
    return indentation.lastIndex - at;
  };

  const document = (): PlainMap => {
    if (nextLine() !== 0) return giveUp();
    const map = blockMap(0, 0);
    return at === text.length ? map : giveUp();
  };

  const blockMap = (column: number, depth: number): PlainMap => {
    if (depth > deepest) giveUp();
    const map: PlainMap = {};
    while (nextLine() === column) {
      at += column;
      const key = keyOf(expect(blockKey)[1], map);
      map[key] = take(lineEnd) ? blockValue(column, depth + 1) : lineValue(column, depth + 1);
    }
    return map;
  };

  /** What stands below `key:`, further right, or for a list also in the same column. */
  const blockValue = (parent: number, depth: number): Plain => {
    const column = nextLine();
    if (column < parent) return giveUp();
    listItem.lastIndex = at + column;
    if (listItem.test(text)) return blockList(column, depth);
    return column > parent ? blockMap(column, depth) : giveUp();
  };

  const blockList = (column: number, depth: number): Plain => {
    const list: Plain[] = [];
    while (nextLine() === column) {
      at += column;
      if (!take(listItem)) {
        at -= column;
        break;
      }
      list.push(inline(blockPlain, depth));
      expect(lineEnd);
    }
    return list;
  };

  /** What stands behind `key:` on its line. */
  const lineValue = (parent: number, depth: number): Plain => {
    expect(spaces);
    const header = take(blockText);
    if (header) return textBelow(parent, header[1] === ">" ? " " : "\n", header[2] === "-" ? "" : "\n");
    const value = inline(blockPlain, depth);
    expect(lineEnd);
    return value;
  };

  /** A folded or literal text: lines of one indentation, none of them blank. */
  const textBelow = (parent: number, joint: string, end: string): Plain => {
    const column = /^ */.exec(text.slice(at, at + 100))?.[0].length ?? 0;
    if (column <= parent) return giveUp();
    const margin = " ".repeat(column);
    const lines: string[] = [];
    while (text.startsWith(margin, at)) {
      const stop = text.indexOf("\n", at);
      const line = text.slice(at + column, stop);
      if (line === "" || line.startsWith(" ") || line.endsWith(" ")) return giveUp();
      lines.push(line);
      at = stop + 1;
    }
    expect(emptyLines);
    return lines.length === 0 || text.startsWith(margin, at) ? giveUp() : lines.join(joint) + end;
  };

  /** A scalar or a collection in brackets, all on this line. */
  const inline = (plain: RegExp, depth: number): Plain => {
    if (depth > deepest) giveUp();
    switch (text[at]) {
      case '"':
        return expect(doubleQuoted)[1] ?? giveUp();
      case "'":
        return (expect(singleQuoted)[1] ?? giveUp()).replaceAll("''", "'");
      case "[":
        return flowList(depth + 1);
      case "{":
        return flowMap(depth + 1);
      default:
        return scalarOf(plainText(plain));
    }
  };

  const plainText = (form: RegExp): string => {
    const [found] = expect(form);
    let end = found.length;
    while (found[end - 1] === " ") end--;
    at -= found.length - end;
    return found.slice(0, end);
  };

  const flowList = (depth: number): Plain => {
    const list: Plain[] = [];
    at++;
    take(spaces);
    if (text[at] !== "]")
      do list.push(inline(flowPlain, depth));
      while (take(comma));
    take(spaces);
    return text[at++] === "]" ? list : giveUp();
  };

  const flowMap = (depth: number): Plain => {
    const map: PlainMap = {};
    at++;
    take(spaces);
    if (text[at] !== "}")
      do {
        const key = keyOf(expect(flowKey)[1], map);
        map[key] = inline(flowPlain, depth);
      } while (take(comma));
    take(spaces);
    return text[at++] === "}" ? map : giveUp();
  };

  return { document };
}

function giveUp(): never {
  throw unfamiliar;
}

/** A text that may stand as a new key of `map`. YAML reads numbers and words such as null as no text. */
function keyOf(key: string | undefined, map: PlainMap): string {
  if (key === undefined || key.length > 200 || key.endsWith(" ") || key === "__proto__") return giveUp();
  return typeof scalarOf(key) === "string" && !Object.hasOwn(map, key) ? key : giveUp();
}

function scalarOf(written: string): Plain {
  if (wholeNumber.test(written)) return Number(written);
  if (number.test(written)) return giveUp();
  if (!word.test(written)) return written;
  return written === "true" || (written === "false" ? false : giveUp());
}
