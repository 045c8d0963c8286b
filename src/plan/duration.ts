/** Seconds of a duration such as `25s` or `2m`. */
export function seconds(text: string): number {
  const amount = Number.parseInt(text, 10);
  return text.endsWith("m") ? amount * 60 : amount;
}
