import type { SyntaxNode } from "@lezer/common";
import { children, type Language, parts, type Read } from "./language.ts";
import type { Mentions } from "./mention.ts";

/** The type of `handoffs manifest --format typescript`. */
export const typeName = "DestinationId";

/** What stands where a `DestinationId` is expected, and the ids that the type itself lists. */
export function typeMentions(node: SyntaxNode, read: Read, language: Language): Mentions {
  switch (node.name) {
    case "TypeAliasDeclaration":
      return aliasMentions(node, read);
    case "BinaryExpression": {
      const [value, operator, type] = parts(node);
      const isTyped = operator !== undefined && ["as", "satisfies"].includes(read(operator));
      return isTyped && value && type ? expected(type, value, read, language) : [];
    }
    case "VariableDeclaration":
    case "PropertyDeclaration":
    case "ParamList":
      return declared(node, read, language);
    default:
      return [];
  }
}

/** `export type DestinationId = "billing" | "sales"` */
function aliasMentions(node: SyntaxNode, read: Read): Mentions {
  const name = node.getChild("TypeDefinition");
  if (!name || read(name) !== typeName) return [];
  const found: { kind: "declared"; text: string; from: number; to: number }[] = [];
  node.cursor().iterate(({ name, from, to, node: inner }) => {
    if (name === "String") found.push({ kind: "declared", text: read(inner).slice(1, -1), from, to });
  });
  return found;
}

/** `const desk: DestinationId = "billing"` */
function declared(node: SyntaxNode, read: Read, language: Language): Mentions {
  const inner = children(node);
  return inner.flatMap((child, index) => {
    const value = inner[index + 2];
    const type = child.lastChild;
    return child.name === "TypeAnnotation" && inner[index + 1]?.name === "Equals" && type && value
      ? expected(type, value, read, language)
      : [];
  });
}

/** A value where `DestinationId`, a list of them or a record with them as keys is expected. */
function expected(type: SyntaxNode, value: SyntaxNode, read: Read, { values, items }: Language): Mentions {
  const written = read(type).replace(/\s+/g, " ");
  const texts = (node: SyntaxNode): Mentions =>
    values(node).flatMap(({ text, from, to }) =>
      text === undefined ? [] : [{ kind: "id", text, from, to }],
    );
  if (written === typeName) return texts(value);
  if (/^(readonly )?DestinationId\[\]$|^(Readonly)?Array ?<DestinationId>$/.test(written))
    return items(value).flatMap(texts);
  return [];
}
