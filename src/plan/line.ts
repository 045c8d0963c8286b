import { own } from "../evaluate/own.ts";
import type { Plan, PlannedNumber } from "./plan.ts";

/** The inbound entry of an id, of a number's digits, or of a SIP domain; undefined when there is none. */
export function lineFor(plan: Plan, target: string): PlannedNumber | undefined {
  return (
    own(plan.numbers, target) ??
    Object.values(plan.numbers).find(({ number, sipDomain }) => target === (number ?? sipDomain))
  );
}
