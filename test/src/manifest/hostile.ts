import fc from "fast-check";

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
