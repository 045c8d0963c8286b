/** How a format shows what users wrote: it may hold anything, and telephone numbers. */
export interface Quote {
  /** An id, a number, a URL. */
  readonly name: (text: string) => string;
  /** Prose. */
  readonly said: (text: string) => string;
}

/** Two long texts from shortly before their first difference on, so that it is seen however much is cut. */
export function focused(before: string, after: string): readonly [string, string] {
  const [one, other] = [[...before], [...after]];
  const same = one.findIndex((character, index) => character !== other[index]);
  const start = (same === -1 ? one.length : same) - 30;
  if (start < 30) return [before, after];
  return [`… ${one.slice(start).join("")}`, `… ${other.slice(start).join("")}`];
}

/** `a, b and 3 more` */
export function listOf(names: readonly string[], more = 0): string {
  if (more > 0) return `${names.join(", ")} and ${more} more`;
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
