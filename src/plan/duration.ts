const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Seconds of a duration such as `25s`, `2m` or `1h`. */
export function seconds(text: string): number {
  return Number.parseInt(text, 10) * (units[text.at(-1) ?? "s"] ?? 1);
}
