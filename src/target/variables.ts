import { mapTexts } from "./index.ts";
import type { Target } from "./target.ts";

/** `${reason}`, `${data.order}` */
const variable = /\$\{([a-z][a-zA-Z0-9_]*(?:\.[a-zA-Z0-9_]+)?)\}/g;

/** The longest value that is put into a text. */
export const longestValue = 1024;

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

/** Whether the agent alone can supply a variable: with the call come only its parties. */
export function isFromAgent(name: string): boolean {
  return name === "reason" || name === "utterance" || name === "shared_id" || name.startsWith("data.");
}

/** A text with its variables replaced; an unknown one becomes nothing. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(variable, (_whole, name: string) =>
    Object.hasOwn(values, name) ? tame(values[name] ?? "") : "",
  );
}

/**
 * A value that comes from outside: what could end a header line, or what XML and URLs cannot hold (half a surrogate
 * pair, say), becomes a space.
 */
export function tame(value: string): string {
  return beginning(value, longestValue).replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, " ");
}

/** The first characters of a text, at most `length`, without half a character at the end. */
export function beginning(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
