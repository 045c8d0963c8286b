/**
 * YAML reads an unquoted `+442079460123` as an integer and drops its plus, and `0204` loses its zero. Says so, with
 * the text that was meant; undefined when the scalar is no such trap.
 */
export function scalarTrap(written: string, value: unknown) {
  if (typeof value !== "number" && typeof value !== "boolean") return undefined;
  const quoted = JSON.stringify(written);
  const lost = lossOf(written, value);
  return {
    code: "unquoted-text" as const,
    message: `Expected text, found ${written} without quotes, which YAML reads as ${typeof value === "number" ? `the number ${value}` : `the truth value ${value}`}${lost}. Write ${quoted}.`,
    suggestions: [quoted],
  };
}

function lossOf(written: string, value: number | boolean): string {
  if (typeof value === "boolean" || String(value) === written) return "";
  if (written.startsWith("+")) return ", without its plus";
  if (/^-?0[0-9]/.test(written)) return ", without its leading zero";
  return "";
}
