import { InvalidArgumentError } from "commander";

/** A whole number of 1 or more, as an option has it. */
export function amountOf(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text))
    throw new InvalidArgumentError("expected a whole number of 1 or more.");
  return Number(text);
}
