import type { Quote } from "./quote.ts";
import type { ShownNumber, ShownNumbers } from "./shown-number.ts";

/** Where ordinary callers are shown otherwise, others are told of only when something else is shown of them. */
export function shownChange(before: ShownNumbers, after: ShownNumbers, quote: Quote): string {
  const changed = (key: keyof ShownNumbers) => before[key] !== after[key];
  const keys = (["caller", "withheld", "withheldDirectly", "sip"] as const).filter(
    (key) =>
      changed(key) &&
      !(key !== "caller" && changed("caller") && after[key] === after.caller) &&
      !(key === "withheldDirectly" && changed("withheld") && after[key] === after.withheld),
  );
  return keys
    .map((key) => {
      const whose = key === "withheld" && changed("withheldDirectly") ? "withheld by anybody" : key;
      return `${shownText(after[key], key, quote)} instead of ${shownText(before[key], key, quote)}${callers[whose]}`;
    })
    .join(", and ");
}

const callers = {
  caller: "",
  "withheld by anybody": " when the caller withholds it",
  withheld: " when the caller withholds it and was passed on from elsewhere",
  withheldDirectly: " when the caller withholds it and is put straight through",
  sip: " when the caller comes by SIP",
} as const;

function shownText(shown: ShownNumber | undefined, whose: keyof ShownNumbers, { name }: Quote): string {
  switch (shown) {
    case undefined:
    case "caller":
      return whose === "caller" ? "the caller's number" : whose === "sip" ? "the SIP address" : "no number";
    case "called":
      return "the number that was called";
    case "own":
      return "a number of ours";
    default:
      return name(shown);
  }
}
