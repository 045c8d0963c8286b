import { describe } from "../target/index.ts";
import type { Target } from "../target/target.ts";
import { focused, listOf, type Quote } from "./quote.ts";

/** What is dialled, or where that is the same, which of its settings differs. */
export function targetChange(before: Target, after: Target, who: string, quote: Quote): string {
  const [one, other] = [targetText(before, quote), targetText(after, quote)];
  if (one !== other || before.kind !== after.kind)
    return `Calls to ${who} will reach ${other} instead of ${one}.`;
  const [former, latter]: readonly Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }];
  const parts = [...new Set([...Object.keys(former ?? {}), ...Object.keys(latter ?? {})])]
    .filter((key) => JSON.stringify(former?.[key]) !== JSON.stringify(latter?.[key]))
    .map((key) => {
      const [was, is] = focused(valueText(former?.[key]), valueText(latter?.[key])).map(quote.said);
      return `${key} ${is} instead of ${was}`;
    });
  return `Calls to ${who} still reach ${other}, with ${listOf(parts)}.`;
}

function valueText(value: unknown): string {
  if (value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function targetText(to: Target, { name, said }: Quote): string {
  return to.kind === "message" ? `the message ${said(to.message)}` : name(describe(to));
}
