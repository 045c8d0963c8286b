import { own } from "../evaluate/own.ts";
import type { Plan } from "../plan/plan.ts";
import { instantOf } from "../schedule/moment.ts";
import { UsageError } from "./status.ts";

/** The time zone that a time without one is in: that of the target's hours, else of any hours of the plan. */
export function zoneFor(plan: Plan, target: string): string {
  const destination = own(plan.numbers, target)?.answer ?? target;
  const id = own(plan.destinations, own(plan.aliases, destination) ?? destination)?.hours?.schedule;
  return own(plan.schedules, id ?? "")?.timeZone ?? Object.values(plan.schedules)[0]?.timeZone ?? "UTC";
}

/** A time as it is typed, in milliseconds since 1970; without an offset it is in `timeZone`; the present when none is given. */
export function instant(text: string | undefined, timeZone: string): number {
  if (text === undefined) return Date.now();
  const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2})?$/.exec(text);
  const time = local ? instantOf(timeZone, `${local[1]}T${local[2]}`) : Date.parse(text);
  if (time === undefined || Number.isNaN(time))
    throw new UsageError(
      `"${text}" is no time: expected 2026-12-24T13:30 (in ${timeZone}), or with an offset 2026-12-24T13:30+01:00.`,
    );
  return time;
}
