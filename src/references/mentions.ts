import { type Mentions, proseMentions } from "./mention.ts";
import type { Dialect } from "./script.ts";

/** What a file of an agent says of destinations. */
type Reader = (text: string) => Promise<Mentions>;

const script =
  (dialect: Dialect): Reader =>
  async (text) =>
    /callHandoff|endSession|DestinationId|transfer|hand[_-]?(off|over)|escalat/i.test(text)
      ? (await import("./script.ts")).scriptMentions(text, dialect)
      : [];

const python: Reader = async (text) =>
  /call_handoff|\{\{\s*ho:|transfer|hand[_-]?(off|over)|escalat/i.test(text)
    ? (await import("./python.ts")).pythonMentions(text)
    : [];

const yaml: Reader = async (text) =>
  /\{\{\s*ho:|^handoffs:/m.test(text) ? (await import("./yaml.ts")).yamlMentions(text) : [];

/** By the ending of a file's name. The grammars are loaded for what has a word of ours in it. */
const readers: Readonly<Record<string, Reader>> = {
  py: python,
  ts: script("ts"),
  mts: script("ts"),
  cts: script("ts"),
  tsx: script("ts jsx"),
  js: script("jsx"),
  mjs: script("jsx"),
  cjs: script("jsx"),
  jsx: script("jsx"),
  json: script("json"),
  yaml,
  yml: yaml,
  txt: async (text) => proseMentions(text),
};

/** Whether a file of this name can name destinations in a way that is known. */
export function isRead(file: string): boolean {
  return Object.hasOwn(readers, endingOf(file));
}

/** A file of another kind is searched for `{{ho:name}}` only. */
export async function mentionsIn(file: string, text: string): Promise<Mentions> {
  const reader = isRead(file) ? readers[endingOf(file)] : undefined;
  return reader ? await reader(text) : proseMentions(text);
}

function endingOf(file: string): string {
  return /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? "";
}
