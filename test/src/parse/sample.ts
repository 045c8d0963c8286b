import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { sampleRoot } from "../project.ts";

/** Every YAML file that describes the sample company, by its path. */
export const sampleFiles: ReadonlyMap<string, string> = new Map(
  ["", "destinations", "numbers", "schedules"]
    .flatMap((folder) => readdirSync(join(sampleRoot, folder)).map((name) => join(folder, name)))
    .filter((file) => file.endsWith(".yaml") && !file.startsWith("Pulumi"))
    .map((file) => [file, readFileSync(join(sampleRoot, file), "utf8")]),
);

/** What is special in YAML, and what is nearly so. */
export const tokens: readonly string[] = [
  ..."\n \t:#-?,[]{}&*!|>'\"%@`~\\+0a",
  ..."\r\u0000\u007F\u0085\u00A0\u2028\uFEFF\uFFFD",
  ...["  ", "\r\n", "\n\n", " \n", "\n  ", "\n    ", "\n- ", "- ", "-\n", ": ", ":\n", " #", " # x", "#\n"],
  ...[
    "a: ",
    "b:\n",
    "\na: 1",
    "to: ",
    "? a",
    "<<: ",
    "__proto__: ",
    "constructor: x\n",
    "é: ü\n",
    '"a": ',
    "a b: c\n",
  ],
  ...[
    "---",
    "\n---\n",
    "\n...\n",
    "%YAML 1.1\n",
    "&a ",
    "*a",
    "!!str ",
    "!x ",
    "<<",
    "=",
    "''",
    '""',
    "\\n",
    '\\"',
  ],
  ...[
    "{}",
    "[]",
    "{a: b}",
    "{a: b, }",
    "[a, b]",
    "[a: b]",
    "{a}",
    "{a:1}",
    '{"a":1}',
    ", ",
    " ,",
    "} ",
    "] ",
    "{ ",
    "[ ",
  ],
  ...[">", ">-", "|", "|-", "|+", "|2", ">\n  ", "|-\n  ", ">-\n   ", ">- # x\n  ", "| x\n  "],
  ...[
    "1",
    "0",
    "-1",
    "+1",
    "007",
    "1.0",
    "1e3",
    "0x1f",
    "0o17",
    ".5",
    "1.",
    ".inf",
    "-.INF",
    ".nan",
    "9007199254740993",
  ],
  ...[
    "null",
    "Null",
    "true",
    "True",
    "false",
    "NO",
    "yes",
    "2026-12-24",
    "09:00",
    "1_000",
    "🎉",
    "\u{1F600}: x\n",
  ],
];

const token = fc.constantFrom(...tokens);

type Edit = (text: string) => string;

/** One way to spoil a text. Positions are fractions, so that a shrunk edit stays at its place. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place(), token).map(
    ([at, put]): Edit =>
      (text) =>
        splice(text, at, 0, put),
  ),
  fc.tuple(place(), fc.nat(3), token).map(
    ([at, cut, put]): Edit =>
      (text) =>
        splice(text, at, cut + 1, put),
  ),
  fc.tuple(place(), fc.nat(20)).map(
    ([at, cut]): Edit =>
      (text) =>
        splice(text, at, cut + 1, ""),
  ),
  fc.tuple(place(), fc.nat(127)).map(
    ([at, flip]): Edit =>
      (text) => {
        const index = Math.floor(at * text.length);
        return splice(text, at, 1, String.fromCharCode((text.charCodeAt(index) || 0) ^ flip));
      },
  ),
  fc.tuple(place(), place()).map(
    ([from, to]): Edit =>
      (text) =>
        lines(text, (all) => {
          const [line = ""] = all.splice(Math.floor(from * all.length), 1);
          all.splice(Math.floor(to * all.length), 0, line);
        }),
  ),
  fc.tuple(place(), fc.integer({ min: -4, max: 4 })).map(
    ([at, columns]): Edit =>
      (text) =>
        lines(text, (all) => {
          const index = Math.floor(at * all.length);
          const line = all[index] ?? "";
          all[index] =
            columns > 0 ? " ".repeat(columns) + line : line.replace(new RegExp(`^ {0,${-columns}}`), "");
        }),
  ),
  fc.tuple(place(), token).map(
    ([at, put]): Edit =>
      (text) =>
        lines(text, (all) => {
          const index = Math.floor(at * all.length);
          all[index] = (all[index] ?? "") + put;
        }),
  ),
  // A key renamed.
  fc.tuple(place(), fc.constantFrom("x", "s", "_", "é")).map(
    ([at, put]): Edit =>
      (text) =>
        lines(text, (all) => {
          const index = Math.floor(at * all.length);
          all[index] = (all[index] ?? "").replace(/([A-Za-z]+):( |$)/, `$1${put}:$2`);
        }),
  ),
);

/** A part of a file, laid out at a column. */
type Layout = (column: number) => string;

const keys = [
  "a",
  "to",
  "a b",
  "mon-fri",
  "12-31",
  "x:y",
  "2026-11-30 14:00..2026-11-30 16:00",
  "constructor",
  "é",
];

const inline = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ...[
        "agent",
        "a b",
        "x#y",
        "a:b",
        "25s",
        "https://example.com/a?b=c#d",
        "12",
        "true",
        "09:00-12:30, 13:30-17:30",
      ],
      ...[
        '"+44"',
        "'it''s'",
        '"a # b"',
        '"{}"',
        "é",
        "a - b",
        "_x",
        "$x",
        "/x",
        "(x)",
        "x{y}",
        "x[0]",
        "x, y",
        "x'y",
      ],
      ...[
        "[a, b]",
        "{a: b}",
        '{number: "+44", pause: 2s}',
        "[]",
        "{}",
        "[ ]",
        "[{a: [b]}, c]",
        "{ a: b , c: d }",
        "[a b, 1]",
      ],
    ),
  },
  { weight: 1, arbitrary: token },
);

const step = fc.constantFrom(2, 2, 4, 1);

const ending = fc.constantFrom(
  "\n",
  "\n",
  "\n",
  " # x\n",
  "   \n",
  "\n\n",
  "\n# x\n",
  "\n  # x\n",
  "\n   \n",
  " #\n",
  "\r\n",
);

/** A sample file with up to four edits. */
export const spoiled = fc
  .tuple(fc.constantFrom(...sampleFiles), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([[file, text], edits]) => ({ file, text: edits.reduce((before, change) => change(before), text) }));

/** A whole file as people lay it out, in every style, then spoilt by up to two edits. */
export const laidOut = fc
  .tuple(
    fc.letrec<{ map: Layout; value: Layout }>((tie) => ({
      map: fc
        .tuple(
          fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 4 }),
          fc.array(fc.tuple(tie("value"), ending), { minLength: 4, maxLength: 4 }),
        )
        .map(
          ([names, values]) =>
            (column) =>
              names
                .map((name, index) => {
                  const [value, end] = values[index] ?? [() => " a", "\n"];
                  return `${" ".repeat(column)}${name}:${value(column)}${end}`;
                })
                .join(""),
        ),
      value: fc.oneof(
        { maxDepth: 3 },
        inline.map((text) => () => ` ${text}`),
        fc.tuple(tie("map"), step).map(
          ([map, by]): Layout =>
            (column) =>
              `\n${map(column + by)}`,
        ),
        fc.tuple(fc.array(inline, { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 2)).map(
          ([items, by]): Layout =>
            (column) =>
              items.map((item) => `\n${" ".repeat(column + by)}- ${item}`).join(""),
        ),
        fc
          .tuple(
            fc.constantFrom(">", ">-", "|", "|-", ">- # x"),
            fc.array(fc.constantFrom("a", "b # c", "- d", "e: f", '"g"', "# h"), {
              minLength: 1,
              maxLength: 3,
            }),
            step,
          )
          .map(
            ([header, texts, by]): Layout =>
              (column) =>
                ` ${header}${texts.map((text) => `\n${" ".repeat(column + by)}${text}`).join("")}`,
          ),
      ),
    })).map,
    fc.array(edit, { maxLength: 2 }),
  )
  .map(([map, edits]) => edits.reduce((before, change) => change(before), map(0)));

/** Tokens in a row. */
export const noise = fc.array(token, { maxLength: 14 }).map((parts) => parts.join(""));

/** How often a property is tried: more on demand, with `RUNS=100000`. */
export const runs = (usual: number): number => Number(process.env.RUNS ?? usual);

function place(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
}

function splice(text: string, at: number, cut: number, put: string): string {
  const index = Math.floor(at * text.length);
  return text.slice(0, index) + put + text.slice(index + cut);
}

function lines(text: string, change: (all: string[]) => void): string {
  const all = text.split("\n");
  change(all);
  return all.join("\n");
}
