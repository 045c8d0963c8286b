import { DOMImplementation, type Document, type Element as Node, XMLSerializer } from "@xmldom/xmldom";
import type { Element } from "./element.ts";

/** One TwiML document, a verb a line, as Twilio reads it: `<Response>` around `verbs`. */
export function twiml(verbs: readonly Element[]): string {
  const document = new DOMImplementation().createDocument(null, "", null);
  document.appendChild(nodeOf({ name: "Response", attributes: {}, children: verbs }, document, "\n"));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document, { requireWellFormed: true })}\n`;
}

/** White space between verbs means nothing to Twilio; inside a text it would be spoken, so only verbs are indented. */
function nodeOf(element: Element, document: Document, indent: string): Node {
  const node = document.createElement(element.name);
  for (const [name, value] of Object.entries(element.attributes)) {
    if (value !== undefined) node.setAttribute(name, writable(String(value)));
  }
  for (const child of element.children) {
    if (typeof child === "string") node.appendChild(document.createTextNode(writable(child)));
    else {
      node.appendChild(document.createTextNode(`${indent}  `));
      node.appendChild(nodeOf(child, document, `${indent}  `));
    }
  }
  if (typeof element.children.at(-1) === "object") node.appendChild(document.createTextNode(indent));
  return node;
}

/** Leaves out what XML 1.0 cannot carry (https://www.w3.org/TR/xml/#charsets), lone surrogates among it. */
function writable(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
