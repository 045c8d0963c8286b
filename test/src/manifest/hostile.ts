import fc from "fast-check";
import type { Manifest } from "../../../src/manifest/manifest.ts";

/** Texts that end strings, comments, tags and documents, wherever they are put without care. */
export const hostileTexts = [
  'He said "hello"',
  "it's `quoted` ${process.exit(1)}",
  "*/ alert(1) /*",
  "// not a comment",
  "</script><script>",
  "line\u2028separator\u2029paragraph",
  "back\\slash \\u0041 \\n",
  "# no comment: really",
  "- item: {a: [b]}",
  "%TAG ! tag:",
  "&anchor *alias !tag | > @ `",
  "yes",
  "1e3",
  "null",
  "~",
  "=SUM(A1)",
  "emoji 📞 and ünïcödé",
  "__proto__",
];

/** A name that a destination may have, hostile or plain. */
export const lines = fc
  .oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }))
  .filter(
    (text) => /^(?=.{1,100}$)(?=.*\S)[^\p{Cc}\u2028\u2029\uFFFE\uFFFF]*$/u.test(text) && text.isWellFormed(),
  );

/** A description, which may have several lines. */
export const proses = fc
  .array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "grapheme", minLength: 1 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join("\n"))
  .filter(
    (text) =>
      /\S/.test(text) &&
      !/[^\P{Cc}\n\t\r\x80-\x9f]|[\uFFFE\uFFFF]/u.test(text) &&
      text.isWellFormed() &&
      text.length < 1000,
  );

const texts = fc.record({ name: lines, description: proses });

/** A manifest of such texts. */
export function manifestWith(
  entries: readonly { readonly name: string; readonly description: string }[],
): Manifest {
  return {
    project: "acme",
    environment: "live",
    destinations: entries.map(({ name, description }, index) => ({
      id: `d${index}`,
      name,
      description,
      url: `/handoffs/d${index}.xml`,
      default: index === 0,
      hosted: { by: "line", line: "main", number: "+442079460000" },
    })),
  };
}

/** The texts of some destinations. */
export const all = fc.array(texts, { minLength: 1, maxLength: 4 });
