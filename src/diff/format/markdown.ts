import { type Entry, entriesOf } from "../entries.ts";
import { additions, removals } from "../order.ts";
import type { Place } from "../place.ts";
import { listOf, type Quote } from "../quote.ts";
import { type Report, targetsOf } from "../report.ts";
import { sentence } from "../words.ts";
import { code } from "./code.ts";
import { graph } from "./mermaid.ts";
import { harmless, shortened } from "./plain.ts";
import { followersText, othersText, summary } from "./text.ts";

/** GitHub cuts comments at 65,536 characters. */
const most = 65_000;

/** So many rows are seen at once; the others are folded. */
const open = 20;

/** The result of `diff` as a comment on a pull request; never longer than GitHub takes. */
export function markdown(report: Report): string {
  const { after, from, to, digest, changes, exceeded, mask, placeOf, others } = report;
  const entries = entriesOf(changes, placeOf);
  const quote: Quote = {
    name: (text) => code(mask(harmless(text))),
    said: (text) => code(shortened(mask(harmless(text)))),
  };
  const targetOf = targetsOf(report);
  const rows = entries.map(({ change, ids, places, followers }) => {
    const along = followers.length === 0 ? "" : ` ${followersText(followers, quote.name)}`;
    return `| ${mark(change)} | ${sentence(change, ids, targetOf, quote)}${along} | ${placesText(places)} |\n`;
  });
  const head = [
    `### ${summary(entries, code(after.environment))}\n\n`,
    ...exceeded.map(({ message }) => `> [!CAUTION]\n> **Beyond the policy.** ${prose(message)}\n\n`),
  ].join("");
  const tail = [
    ...graphOf(report),
    ...othersText(others).map((line) => `${prose(line)}\n\n`),
    `<sub>${code(harmless(from))} → ${code(harmless(to))} · plan ${code(digest)}</sub>\n`,
  ].join("");
  return `${head}${tables(rows, most - head.length - tail.length)}${tail}`;
}

const heading = "| | What callers will notice | Where |\n|---|---|---|\n";

/** The rows that fit: of too many, the first and the last ones. */
function tables(rows: readonly string[], room: number): string {
  if (rows.length === 0) return "";
  const fold = (all: readonly string[]) => {
    const folded = all.slice(open).join("");
    const details =
      folded === ""
        ? ""
        : `<details><summary>${rows.length - open} more</summary>\n\n${heading}${folded}\n</details>\n\n`;
    return `${heading}${all.slice(0, open).join("")}\n${details}`;
  };
  const whole = fold(rows);
  if (whole.length <= room) return whole;
  // Nine of the first for one of the last, until the room is taken but for what stands around them.
  let [first, last, left] = [0, 0, room - 1_000];
  for (;;) {
    const atEnd = (first + last) % 10 === 9;
    left -= (atEnd ? rows[rows.length - 1 - last] : rows[first])?.length ?? 0;
    if (left < 0 || first + last === rows.length) break;
    if (atEnd) last += 1;
    else first += 1;
  }
  const cut = `| | **${rows.length - first - last} changes are not shown here.** ${code("handoffs diff")} shows them. | |\n`;
  return fold([...rows.slice(0, first), cut, ...rows.slice(rows.length - last)]);
}

function mark({ kind }: Entry["change"]): string {
  if (removals.has(kind)) return "🔴 **removed**";
  return additions.has(kind) ? "🟢" : "🟡";
}

function placesText(places: readonly Place[]): string {
  const shown = places.slice(0, 3).map(({ file, line }) => code(`${harmless(file)}:${line}`));
  return listOf(shown, places.length - shown.length);
}

function graphOf(report: Report): readonly string[] {
  const drawn = graph(report);
  if (drawn === undefined) return [];
  return [`<details><summary>Where calls go</summary>\n\n\`\`\`mermaid\n${drawn}\`\`\`\n\n</details>\n\n`];
}

/** Our own sentence, which may hold ids: without what Markdown and GitHub would read into it. */
function prose(text: string): string {
  return harmless(text).replace(/[\\`*_{}[\]<>()#+!|@~&-]/g, "\\$&");
}
