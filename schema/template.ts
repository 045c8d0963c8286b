import { formatted } from "./text.ts";

/**
 * Text that may hold `${variables}`, whose values the agent supplies with the call. A `$` that begins no variable is
 * a mistake that would otherwise be heard or sent as it stands.
 */
export function template(limit: number, expected: string) {
  return formatted({
    code: "template-form",
    pattern: new RegExp(
      `^(?=[\\s\\S]{1,${limit}}$)(?=[\\s\\S]*\\S)([^\\u0000-\\u001F\\u007F\\uFFFE\\uFFFF$]|\\$\\{[a-z][a-zA-Z0-9_]*(\\.[a-zA-Z0-9_]+)?\\}|\\$(?!\\{))*$`,
    ),
    expected: `${expected}: at most ${limit} characters on one line, with variables as \${reason}`,
  });
}
