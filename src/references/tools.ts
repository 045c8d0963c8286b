import type { SyntaxNode } from "@lezer/common";
import { type Language, mentionsOf } from "./language.ts";
import type { Mentions } from "./mention.ts";

/** What a tool that hands calls over is called. */
const toolName = /hand[_-]?(off|over)|transfer|escalat/i;

const argumentNames = ["destination", "destination_id", "destinationId", "handoff"];

/**
 * The destinations that one object lists: a transferCall tool of Vapi, a transfer_to_number tool of ElevenLabs, or a
 * function of OpenAI's or Anthropic's form whose argument `destination` is one of several texts.
 */
export function toolMentions(object: SyntaxNode, language: Language): Mentions {
  const { field, items } = language;
  const text = (key: string) => onlyText(field(object, key), language);
  if (text("type") === "transferCall")
    return listOf(field(object, "destinations"), items).flatMap((entry) => vapi(entry, language));
  if (text("system_tool_type") === "transfer_to_number")
    return listOf(field(object, "transfers"), items).flatMap((entry) => elevenlabs(entry, language));
  if (!toolName.test(text("name") ?? "")) return [];
  return ["parameters", "input_schema", "inputSchema"].flatMap((key) => {
    const properties = inside(object, [key, "properties"], language);
    const argument = argumentNames
      .map((name) => properties && field(properties, name))
      .find((found) => found);
    return argument ? functionMentions(argument, language) : [];
  });
}

/** A JSON Schema: `enum` or `const`; without either, the model may say anything. */
function functionMentions(argument: SyntaxNode, { field, items, values }: Language): Mentions {
  const listed = field(argument, "enum");
  const single = field(argument, "const");
  const nodes = listed ? items(listed) : single ? [single] : [];
  const open = nodes.length === 0 ? [listed ?? argument] : [];
  return [
    ...nodes.flatMap((node) => mentionsOf(values(node), "id")),
    ...open.map(({ from, to }) => ({ kind: "unresolved" as const, from, to })),
  ];
}

/** A number that has changed since the tool was made is as wrong as a name. */
function vapi(entry: SyntaxNode, { field, values }: Language): Mentions {
  const name = field(entry, "name");
  const address = field(entry, "number") ?? field(entry, "sipUri");
  return [
    ...(name ? mentionsOf(values(name), "name") : []),
    ...(address ? mentionsOf(values(address), "address") : []),
  ];
}

function elevenlabs(entry: SyntaxNode, language: Language): Mentions {
  const destination = inside(entry, ["transfer_destination"], language) ?? entry;
  const address = language.field(destination, "phone_number") ?? language.field(destination, "sip_uri");
  return address ? mentionsOf(language.values(address), "address") : [];
}

function listOf(list: SyntaxNode | undefined, items: Language["items"]): readonly SyntaxNode[] {
  return list ? items(list) : [];
}

function inside(object: SyntaxNode, keys: readonly string[], { field }: Language): SyntaxNode | undefined {
  return keys.reduce<SyntaxNode | undefined>((node, key) => node && field(node, key), object);
}

function onlyText(node: SyntaxNode | undefined, { values }: Language): string | undefined {
  const [first, second] = node ? values(node) : [];
  return second === undefined ? first?.text : undefined;
}
