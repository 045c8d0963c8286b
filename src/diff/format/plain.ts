import type { Mask } from "../mask.ts";
import type { Quote } from "../quote.ts";

/** More characters of a text than this are not shown. */
const longest = 120;

/** Words for a terminal and for JSON. */
export function plain(mask: Mask): Quote {
  return {
    name: (text) => mask(harmless(text)),
    said: (text) => `“${shortened(mask(harmless(text)))}”`,
  };
}

/** On one line and without control characters, among them those that change the direction of writing. */
export function harmless(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, "�")
    .trim();
}

/** Long texts are cut in the middle. */
export function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const [head, tail] = [characters.slice(0, longest - 30), characters.slice(-28)];
  return `${head.join("")} … ${tail.join("")}`;
}
