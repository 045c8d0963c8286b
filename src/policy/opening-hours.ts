import { openIn } from "../schedule/opening.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { type Interval, length, type Times, union, within } from "../schedule/times.ts";

/** The year in which opening hours are counted, in milliseconds. */
const year = 366 * 86_400_000;

/**
 * How much of the time in which a schedule is open it will not be open any more, from 0 to 1, in the year from `at`
 * on. One that never was open loses nothing.
 */
export function shareLost(before: Schedule | "always", after: Schedule | "always", at: number): number {
  const period: Interval = { from: at, to: at + year };
  const opening = (hours: Schedule | "always"): Times =>
    hours === "always" ? [period] : openIn(hours, [period]);
  const [earlier, later] = [opening(before), opening(after)];
  const was = length(earlier);
  const stays = length(union(...earlier.map((interval) => within(later, interval))));
  return was === 0 ? 0 : (was - stays) / was;
}
