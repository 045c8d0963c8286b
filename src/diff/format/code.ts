/**
 * A text as a code span: GitHub reads no mention, no link and no HTML in it. Its fence is longer than any run of
 * backticks inside (https://spec.commonmark.org/0.31.2/#code-spans), and a bar would end the table's cell.
 */
export function code(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const pad = text.startsWith("`") || text.endsWith("`") || text.trim() === "" ? " " : "";
  return `${fence}${pad}${barred(text)}${pad}${fence}`;
}

/** After a backslash no backslash can escape a bar, so another kind of bar stands there. */
function barred(text: string): string {
  return text.replace(/\\+\|/g, (run) => `${run.slice(0, -1)}¦`).replaceAll("|", "\\|");
}
