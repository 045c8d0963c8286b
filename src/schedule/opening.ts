import type { Schedule } from "./schedule.ts";
import { changesBetween, stateAt } from "./state.ts";
import type { Interval, Times } from "./times.ts";

/** When a schedule is open, of these times. */
export function openIn(schedule: Schedule, times: Times): Times {
  return times.flatMap(({ from, to }) => {
    const found: Interval[] = [];
    let since = stateAt(schedule, from).open ? from : undefined;
    for (const { at, open } of changesBetween(schedule, from + 1, to)) {
      if (since !== undefined && !open) found.push({ from: since, to: at });
      since = open ? (since ?? at) : undefined;
    }
    if (since !== undefined) found.push({ from: since, to });
    return found;
  });
}
