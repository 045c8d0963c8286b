import { isDeepStrictEqual } from "node:util";

const widths = [2, 4, 8] as const;

/**
 * A file whose lines are indented with spaces instead of tabs; undefined when its meaning depends on how wide a tab
 * is. `meaning` gives the value of a text, or undefined when it is no YAML.
 */
export function withoutTabs(text: string, meaning: (text: string) => unknown): string | undefined {
  const readings = widths
    .map((width) => expanded(text, width))
    .map((candidate) => ({ candidate, value: meaning(candidate) }))
    .filter(({ value }) => value !== undefined);
  const [first, ...others] = readings;
  return first && others.every(({ value }) => isDeepStrictEqual(value, first.value))
    ? first.candidate
    : undefined;
}

function expanded(text: string, width: number): string {
  return text.replace(/^[ \t]+/gm, (indentation) => indentation.replaceAll("\t", " ".repeat(width)));
}
