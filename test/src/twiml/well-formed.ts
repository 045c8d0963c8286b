import { DOMParser, type Element } from "@xmldom/xmldom";

/** The root of a document; throws at what is not well formed, or only doubtful. */
export function wellFormed(document: string): Element {
  const parser = new DOMParser({
    // As XML 1.0 has it; xmldom would take U+2028 for one too.
    normalizeLineEndings: (text) => text.replace(/\r\n?/g, "\n"),
    onError: (_level, message) => {
      // xmldom warns of U+FFFD, which a text may hold as any other character.
      if (!message.startsWith("Unicode replacement character")) throw new Error(message);
    },
  });
  const root = parser.parseFromString(document, "text/xml").documentElement;
  if (root === null) throw new Error("No document");
  return root;
}
