/** The words of a text in small letters, without spaces and punctuation. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(isPlain(text) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) ?? [];
}

/** A text as names are compared: by its letters and digits alone. */
export const comparable = (text: string): string => wordsOf(text).join("");

/** V8 takes as long to compile Unicode's letters as it takes to read a whole file, and most texts have none. */
const isPlain = (text: string): boolean => /^[\0-\x7f]*$/.test(text);
