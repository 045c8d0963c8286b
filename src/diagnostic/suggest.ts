/**
 * The candidates that a mistyped word probably meant, best first: at most three, none further away than a third
 * of the word's length (at least one edit).
 */
export function suggest(word: string, candidates: Iterable<string>): readonly string[] {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const wanted = normalise(word);
  return (
    [...new Set(candidates)]
      .map((candidate) => ({ candidate, text: normalise(candidate) }))
      // No distance is less than the difference in length, and a key may be as long as a file.
      .filter(({ text }) => Math.abs(text.length - wanted.length) <= limit)
      .map(({ candidate, text }) => ({ candidate, distance: distance(wanted, text) }))
      .filter((entry) => entry.distance <= limit)
      .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
      .slice(0, 3)
      .map((entry) => entry.candidate)
  );
}

/** The end of a message: ` Did you mean "billing"?`, or nothing. */
export function didYouMean(suggestions: readonly string[]): string {
  const [first, ...others] = suggestions.map((text) => `"${text}"`);
  if (first === undefined) return "";
  const last = others.pop();
  return last === undefined
    ? ` Did you mean ${first}?`
    : ` Did you mean ${[first, ...others].join(", ")} or ${last}?`;
}

function normalise(word: string): string {
  return word.toLowerCase().replace(/[_\s-]+/g, "-");
}

/** Optimal string alignment: a swap of neighbours is one edit, as typists make it. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
