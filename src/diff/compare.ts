import type { Plan } from "../plan/plan.ts";
import { bothOf } from "./both.ts";
import type { Change } from "./change.ts";
import { destinationChanges } from "./destinations.ts";
import { numberChanges } from "./numbers.ts";
import { inOrder } from "./order.ts";
import { settingChanges } from "./settings.ts";

/**
 * Everything that callers, callees or the agent will notice when one plan takes the place of another, from `at`
 * (epoch milliseconds) on; empty when that is nothing. What matters most comes first.
 */
export function compare(before: Plan, after: Plan, at: number): readonly Change[] {
  const both = bothOf(before, after, at);
  return inOrder(both, [...numberChanges(both), ...settingChanges(both), ...destinationChanges(both)]);
}
