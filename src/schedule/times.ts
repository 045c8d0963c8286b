/** Instants in epoch milliseconds; `from` included, `to` not. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A set of instants: intervals in order, none touching another. */
export type Times = readonly Interval[];

export function union(...sets: readonly Times[]): Times {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of sets.flat().sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) joined.push({ from, to });
  }
  return joined;
}

/** What is in both. */
export function within(times: Times, { from, to }: Interval): Times {
  const clipped: Interval[] = [];
  for (let index = firstAfter(times, from); index < times.length; index++) {
    const interval = times[index];
    if (!interval || interval.from >= to) break;
    clipped.push({ from: Math.max(from, interval.from), to: Math.min(to, interval.to) });
  }
  return clipped;
}

export function includes(times: Times, at: number): boolean {
  const interval = times[firstAfter(times, at)];
  return interval !== undefined && interval.from <= at;
}

export function sameTimes(one: Times, other: Times): boolean {
  return (
    one.length === other.length &&
    one.every(({ from, to }, index) => from === other[index]?.from && to === other[index]?.to)
  );
}

/** Milliseconds in all. */
export function length(times: Times): number {
  return times.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The index of the first interval that ends after an instant. */
function firstAfter(times: Times, at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
