import { mapTexts } from "./index.ts";
import type { Target } from "./target.ts";

/** `${reason}`, `${data.order}` */
const variable = /\$\{([a-z][a-zA-Z0-9_]*(?:\.[a-zA-Z0-9_]+)?)\}/g;

/** The longest value that is put into a text. */
const longestValue = 1024;

/** The variables of a text, in the order in which they stand. */
export function variablesOf(text: string): readonly string[] {
  return [...text.matchAll(variable)].map((match) => match[1] ?? "");
}

/** The variables of every text of a target. */
export function variablesIn(target: Target): readonly string[] {
  const found: string[] = [];
  mapTexts(target, (text) => {
    found.push(...variablesOf(text));
    return text;
  });
  return found;
}

/**
 * A text with its variables replaced; an unknown one becomes nothing. A value comes from outside: its control
 * characters become spaces, so that none can end a header line.
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(variable, (_whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? "").replace(/\p{Cc}+/gu, " ").slice(0, longestValue) : "",
  );
}
