import { DOMParser, onErrorStopParsing } from "@xmldom/xmldom";
import { CallError } from "./call-error.ts";

/** An element of a TwiML document: pure data, without the parser's types. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlElement[];
  /** All text inside, trimmed, white space collapsed. */
  readonly text: string;
  /** The same as it was written. */
  readonly content: string;
}

/** XML 1.0 knows CR and LF alone; the parser would take U+0085 and U+2028 for line ends too, as XML 1.1 does. */
const normalizeLineEndings = (text: string): string => text.replace(/\r\n?/g, "\n");

/** The verbs of a document. https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application */
export const parseTwiml = (text: string, url: string): readonly TwimlElement[] => {
  let root: ParsedElement | null;
  try {
    root = new DOMParser({ onError: onErrorStopParsing, normalizeLineEndings }).parseFromString(
      text,
      "text/xml",
    ).documentElement;
  } catch (error) {
    throw new CallError(
      12100,
      `Document parse failure: ${error instanceof Error ? error.message : error}`,
      url,
    );
  }
  if (root === null) throw new CallError(12100, "Document parse failure: there is no root element", url);
  if (root.tagName !== "Response")
    throw new CallError(12102, `The root element must be Response, not ${root.tagName}`, url);
  return elementOf(root).children;
};

/** The little of the DOM that is used here. */
interface ParsedElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: Iterable<{ readonly nodeType: number }>;
}

const elementOf = (element: ParsedElement): TwimlElement => ({
  name: element.tagName,
  attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
  children: [...element.childNodes].filter(isElement).map(elementOf),
  text: (element.textContent ?? "").replace(/\s+/g, " ").trim(),
  content: element.textContent ?? "",
});

const elementNode = 1;
const isElement = (node: { readonly nodeType: number }): node is ParsedElement & { readonly nodeType: 1 } =>
  node.nodeType === elementNode;
