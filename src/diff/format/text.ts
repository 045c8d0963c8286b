import type { Colours } from "../../format/colours.ts";
import { type Entry, entriesOf } from "../entries.ts";
import { additions, removals } from "../order.ts";
import { listOf } from "../quote.ts";
import { type Report, targetsOf } from "../report.ts";
import { sentence } from "../words.ts";
import { plain } from "./plain.ts";

/** The result of `diff` for a person at a terminal. */
export function text(report: Report, colours: Colours): string {
  const { after, from, to, digest, changes, exceeded, others, mask, placeOf } = report;
  const [quote, targetOf] = [plain(mask), targetsOf(report)];
  const entries = entriesOf(changes, placeOf);
  const shown = (entry: Entry) => {
    const { change, ids, places, followers } = entry;
    const [mark, paint] = marks(entry, colours);
    const where = listOf(
      places.slice(0, 3).map(({ file, line }) => `${file}:${line}`),
      places.length - 3,
    );
    const along = followers.length === 0 ? "" : `    ${followersText(followers)}\n`;
    return `${paint(`${mark} ${sentence(change, ids, targetOf, quote)}`)}\n${along}    ${colours.dim(where)}\n`;
  };
  return [
    `${after.project} in ${after.environment}: ${from} → ${to}\n\n`,
    ...entries.map(shown),
    entries.length === 0 ? "" : "\n",
    `${colours.bold(summary(entries, after.environment))}\n`,
    ...exceeded.map(({ message }) => `${colours.red("Beyond the policy:")} ${message}\n`),
    ...othersText(others).map((line) => `${line}\n`),
    `${colours.dim(`Plan ${digest}`)}\n`,
  ].join("");
}

function marks(
  { change: { kind } }: Entry,
  { red, green, yellow }: Colours,
): readonly [string, (text: string) => string] {
  if (removals.has(kind)) return ["- REMOVED:", red];
  return additions.has(kind) ? ["+", green] : ["~", yellow];
}

export function followersText(
  followers: readonly string[],
  name: (id: string) => string = (id) => id,
): string {
  const who = listOf(followers.slice(0, 6).map(name), followers.length - 6);
  return `So it is for calls that ${who} ${followers.length === 1 ? "passes" : "pass"} on there.`;
}

/** `3 changes for callers in live, 1 of them a removal.` */
export function summary(entries: readonly Entry[], environment: string): string {
  const { length } = entries;
  if (length === 0) return `No change for callers in ${environment}.`;
  const gone = entries.filter(({ change }) => removals.has(change.kind)).length;
  const removed = gone === 0 ? "" : gone === 1 ? ", 1 of them a removal" : `, ${gone} of them removals`;
  return `${length} ${length === 1 ? "change" : "changes"} for callers in ${environment}${removed}.`;
}

/** What a reader of one environment has not seen. */
export function othersText(others: Report["others"]): readonly string[] {
  const changed = others.filter(({ changes }) => changes > 0);
  if (changed.length === 0) return [];
  const counts = changed.map(({ environment, changes }) => `${environment} (${changes})`);
  return [
    `Changes in other environments too: ${listOf(counts.slice(0, 8), counts.length - 8)}. See them with --env.`,
  ];
}
