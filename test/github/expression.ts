import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** What a workflow may ask for: `github`, `inputs`, `env`, … */
export type Contexts = Readonly<Record<string, unknown>>;

const yes = { minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) };
const no = { minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(false) };

/** The value of an expression, by GitHub's own evaluator. `failed`: a step before has failed. */
export function evaluate(source: string, contexts: Contexts, failed = false): data.ExpressionData {
  const functions = [
    { name: "success", ...(failed ? no : yes) },
    { name: "failure", ...(failed ? yes : no) },
    { name: "cancelled", ...no },
    { name: "always", ...yes },
  ];
  const { tokens } = new Lexer(source).lex();
  const expression = new Parser(tokens, Object.keys(contexts), functions).parse();
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(
    expression,
    values,
    new Map(functions.map((definition) => [definition.name, definition])),
  ).evaluate();
}

/** A text with the values of its `${{ … }}`. */
export const filled = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, source: string) =>
    evaluate(source.trim(), contexts).coerceString(),
  );

/** Whether a step runs. A condition that asks for no status wants all steps before it to have succeeded. */
export function holds(condition: string | undefined, contexts: Contexts, failed: boolean): boolean {
  if (condition === undefined) return !failed;
  const source = condition.replace(/^\$\{\{(.*)\}\}$/s, "$1").trim();
  const asks = /\b(success|failure|cancelled|always)\(\)/.test(source);
  const value = evaluate(source, contexts, failed);
  return (asks || !failed) && !["", "0", "false"].includes(value.coerceString());
}
