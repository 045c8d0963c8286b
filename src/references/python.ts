import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
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
import { type Mentions, proseMentions } from "./mention.ts";
import { toolMentions } from "./tools.ts";

/** The destinations of PolyAI's `conv.call_handoff(…)`, of `{{ho:name}}` in texts, and of tools in dictionaries. */
export function pythonMentions(text: string): Mentions {
  const tree = parser.parse(text);
  const read = (node: SyntaxNode) => text.slice(node.from, node.to);
  const nodes = nodesNamed(tree, wanted);
  const language = python(read, nodes);
  return nodes.flatMap((node): Mentions => {
    switch (node.name) {
      case "CallExpression":
        return callMentions(node, read, language);
      case "String":
      case "FormatString":
        return proseMentions(read(node), node.from);
      case "DictionaryExpression":
        return toolMentions(node, language);
      default:
        return [];
    }
  });
}

const wanted: ReadonlySet<string> = new Set([
  "CallExpression",
  "String",
  "FormatString",
  "DictionaryExpression",
  "AssignStatement",
  "NamedExpression",
  "ForStatement",
  "ParamList",
]);

function callMentions(call: SyntaxNode, read: Read, language: Language): Mentions {
  const callee = call.firstChild;
  const name = callee?.name === "MemberExpression" ? callee.lastChild : callee;
  const list = call.getChild("ArgList");
  if (!name || !list || read(name) !== "call_handoff") return [];
  const destination = argument(list, read);
  if (destination === undefined) return [];
  return mentionsOf(language.values(destination), "name");
}

/** The argument `destination`: by its keyword, else the first one; of `**kwargs` nothing is known. */
function argument(list: SyntaxNode, read: Read): SyntaxNode | undefined {
  const nodes = children(list).filter(({ name }) => !["(", ")", "Comment"].includes(name));
  const keyword = nodes.findIndex(
    (node, index) => nodes[index + 1]?.name === "AssignOp" && read(node) === "destination",
  );
  if (keyword !== -1) return nodes[keyword + 2];
  const [first, second] = nodes;
  if (first && second?.name !== "AssignOp" && first.name !== "*" && first.name !== "**") return first;
  return nodes.find((node, index) => ["*", "**"].includes(nodes[index - 1]?.name ?? "") && node.name !== ",");
}

function python(read: Read, nodes: readonly SyntaxNode[]): Language {
  const lookUp = namesOf(
    nodes.flatMap((node) => bindings(node, read)),
    isScope,
  );
  const values = (node: SyntaxNode, depth = 0): readonly Value[] => {
    const unknown = [{ from: node.from, to: node.to }];
    if (depth > deepest) return unknown;
    const inner = parts(node);
    switch (node.name) {
      case "String":
      case "ContinuedString":
      case "FormatString": {
        const text = textOf(node, read);
        return text === undefined ? unknown : [{ text, from: node.from, to: node.to }];
      }
      case "ParenthesizedExpression":
        return inner[0] ? values(inner[0], depth + 1) : unknown;
      case "ConditionalExpression":
        return [inner[0], inner[4]].flatMap((branch) => (branch ? values(branch, depth + 1) : []));
      case "BinaryExpression":
        if (inner[1]?.name !== "or") return unknown;
        return [inner[0], inner[2]].flatMap((side) => (side ? values(side, depth + 1) : []));
      case "VariableName":
        return lookUp(read(node), node, (value) => values(value, depth + 1));
      default:
        return unknown;
    }
  };
  return {
    values,
    items: (list) => (list.name === "ArrayExpression" || list.name === "TupleExpression" ? parts(list) : []),
    field: (object, key) => {
      if (object.name !== "DictionaryExpression") return undefined;
      const inner = children(object);
      const colon = inner.findIndex(
        ({ name }, index) => name === ":" && inner[index - 1] && textOf(inner[index - 1], read) === key,
      );
      return colon === -1 ? undefined : inner[colon + 1];
    },
  };
}

function textOf(node: SyntaxNode | undefined, read: Read): string | undefined {
  if (node?.name === "ContinuedString") {
    const texts = parts(node).map((part) => textOf(part, read));
    return texts.some((text) => text === undefined) ? undefined : texts.join("");
  }
  if (!node || (node.name !== "String" && node.name !== "FormatString") || node.getChild("FormatReplacement"))
    return undefined;
  const [, prefix = "", , body = ""] = /^([a-zA-Z]*)('''|"""|'|")([\s\S]*)\2$/.exec(read(node)) ?? [];
  if (/b/i.test(prefix)) return undefined;
  const text = /r/i.test(prefix) ? body : unescaped(body);
  return /f/i.test(prefix) ? text.replace(/\{\{|\}\}/g, (braces) => braces.charAt(0)) : text;
}

function isScope({ name }: SyntaxNode): boolean {
  return name === "FunctionDefinition" || name === "LambdaExpression" || name === "Script";
}

/** What a statement gives a value to. */
function bindings(node: SyntaxNode, read: Read): readonly Binding[] {
  const scope = scopeOf(node, isScope);
  const inner = parts(node);
  switch (node.name) {
    case "AssignStatement":
    case "NamedExpression": {
      const names = inner.filter(({ name }, index) => name === "VariableName" && isTarget(inner, index));
      const value = inner.at(-1);
      return names.map((name) => ({ name: read(name), scope, ...(value ? { value } : {}) }));
    }
    case "ForStatement":
      return inner
        .slice(0, 2)
        .filter(({ name }) => name === "VariableName")
        .map((name) => ({ name: read(name), scope }));
    case "ParamList":
      return inner
        .filter(({ name }, index) => name === "VariableName" && inner[index - 1]?.name !== "AssignOp")
        .map((name) => ({ name: read(name), scope }));
    default:
      return [];
  }
}

/** `a = b = "x"` and `a: str = "x"`: what stands before an `=`. */
function isTarget(inner: readonly SyntaxNode[], index: number): boolean {
  const next = inner[index + 1];
  return next?.name === "AssignOp" || (next?.name === "TypeDef" && inner[index + 2]?.name === "AssignOp");
}
