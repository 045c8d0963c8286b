import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { own } from "../evaluate/own.ts";
import { type Binding, namesOf, scopeOf } from "./bindings.ts";
import {
  children,
  deepest,
  type Language,
  mentionsOf,
  nodesNamed,
  parts,
  type Read,
  unescaped,
  type Value,
} from "./language.ts";
import type { Mentions } from "./mention.ts";
import { toolMentions } from "./tools.ts";
import { typeMentions, typeName } from "./types.ts";

export type Dialect = "ts" | "ts jsx" | "jsx" | "json";

/** The destinations of our library's functions, of its type `DestinationId`, and of tools in objects. */
export function scriptMentions(text: string, dialect: Dialect): Mentions {
  const tree = parser.configure(dialect === "json" ? { top: "SingleExpression" } : { dialect }).parse(text);
  const read = (node: SyntaxNode) => text.slice(node.from, node.to);
  const isOurs = text.includes("handoffs/agent");
  const nodes = nodesNamed(tree, wanted);
  const language = script(read, nodes);
  return nodes.flatMap((node): Mentions => {
    switch (node.name) {
      case "CallExpression":
        return callMentions(node, read, language, isOurs);
      case "ObjectExpression":
        return toolMentions(node, language);
      default:
        return typeMentions(node, read, language);
    }
  });
}

const wanted: ReadonlySet<string> = new Set([
  "CallExpression",
  "ObjectExpression",
  "VariableDeclaration",
  "PropertyDeclaration",
  "ParamList",
  "BinaryExpression",
  "TypeAliasDeclaration",
]);

/** Where each function takes the destination. `endSession` is a word of others too, so its file has to be ours. */
const argumentOf: Readonly<Record<string, number>> = { callHandoff: 1, endSession: 0 };

function callMentions(call: SyntaxNode, read: Read, { values }: Language, isOurs: boolean): Mentions {
  const first = call.firstChild;
  const callee = first?.name === "InstantiationExpression" ? first.firstChild : first;
  const name = callee?.name === "MemberExpression" ? callee.lastChild : callee;
  const list = call.getChild("ArgList");
  const called = name ? read(name) : "";
  const place = own(argumentOf, called);
  if (!list || place === undefined || (called === "endSession" && !isOurs)) return [];
  const given = parts(list).slice(0, place + 1);
  if (given.some((node) => node.name === "Spread"))
    return [{ kind: "unresolved", from: list.from, to: list.to }];
  const destination = given[place];
  return destination ? mentionsOf(values(destination), "id") : [];
}

function script(read: Read, nodes: readonly SyntaxNode[]): Language {
  const lookUp = namesOf(
    nodes.flatMap((node) => bindings(node, read)),
    isScope,
  );
  const values = (node: SyntaxNode, depth = 0): readonly Value[] => {
    const unknown = [{ from: node.from, to: node.to }];
    if (depth > deepest) return unknown;
    const inner = parts(node);
    const either = (...branches: readonly (SyntaxNode | undefined)[]) =>
      branches.flatMap((branch) => (branch ? values(branch, depth + 1) : []));
    switch (node.name) {
      case "String":
      case "TemplateString":
        return node.getChild("Interpolation")
          ? unknown
          : [{ text: unescaped(read(node).slice(1, -1)), from: node.from, to: node.to }];
      case "ParenthesizedExpression":
        return inner[0] ? values(inner[0], depth + 1) : unknown;
      case "ConditionalExpression":
        return either(inner[2], inner[4]);
      case "BinaryExpression": {
        const operator = inner[1] ? read(inner[1]) : "";
        if (operator === "as" || operator === "satisfies") return either(inner[0]);
        return operator === "??" || operator === "||" ? either(inner[0], inner[2]) : unknown;
      }
      case "VariableName":
        return lookUp(read(node), node, (value) => values(value, depth + 1));
      default:
        return unknown;
    }
  };
  return {
    values,
    items: (list) => (list.name === "ArrayExpression" ? parts(list) : []),
    field: (object, key) => {
      if (object.name !== "ObjectExpression") return undefined;
      const property = object.getChildren("Property").find((found) => {
        const name = found.firstChild;
        return name !== null && keyOf(name, read) === key;
      });
      const value = property?.lastChild;
      return value && property.firstChild?.to !== value.to ? value : undefined;
    },
  };
}

function keyOf(node: SyntaxNode, read: Read): string | undefined {
  if (node.name === "String") return unescaped(read(node).slice(1, -1));
  return node.name === "PropertyDefinition" ? read(node) : undefined;
}

function isScope({ name }: SyntaxNode): boolean {
  return /^(Block|Script|SingleExpression|ArrowFunction|ForStatement|FunctionDeclaration|FunctionExpression|MethodDeclaration)$/.test(
    name,
  );
}

/** The variables and parameters of a declaration. */
function bindings(node: SyntaxNode, read: Read): readonly Binding[] {
  if (node.name !== "VariableDeclaration" && node.name !== "ParamList") return [];
  const scope = scopeOf(node, isScope);
  const inner = children(node);
  return inner.flatMap((child, index) => {
    if (child.name !== "VariableDefinition") return [];
    const end = inner.findIndex(({ name }, place) => place > index && [",", ";", ")"].includes(name));
    const rest = inner.slice(index + 1, end === -1 ? undefined : end);
    const type = rest.find(({ name }) => name === "TypeAnnotation")?.lastChild;
    const equals = rest.findIndex(({ name }) => name === "Equals");
    const value = node.name === "VariableDeclaration" && equals !== -1 ? rest[equals + 1] : undefined;
    const isTyped = type !== undefined && type !== null && read(type) === typeName;
    return [{ name: read(child), scope, isTyped, ...(value ? { value } : {}) }];
  });
}
