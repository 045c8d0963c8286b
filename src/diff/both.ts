import { own } from "../evaluate/own.ts";
import type { Plan } from "../plan/plan.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { sameTimes, union } from "../schedule/times.ts";
import { type Calendar, calendarFrom, type Region } from "./calendar.ts";
import { type Heirs, heirsOf } from "./heirs.ts";
import { type When, whenOf } from "./when.ts";

export type Side = "before" | "after";

/** Two plans, and what is looked up of them again and again. */
export interface Both {
  readonly before: Plan;
  readonly after: Plan;
  readonly heirs: Heirs;
  readonly calendar: Calendar;
  /** One object for all schedules that say the same. */
  readonly schedule: (side: Side, id: string | undefined) => Schedule | undefined;
  /** Whether two schedules are open at the same times; undefined stands for none, always open. */
  readonly openAlike: (one: Schedule | undefined, other: Schedule | undefined) => boolean;
  /** How schedules divide the time. */
  readonly regionsOf: (schedules: readonly Schedule[]) => readonly Region[];
  /** The times of some of these regions, in the zone of the first schedule. */
  readonly whenIn: (schedules: readonly Schedule[], chosen: readonly number[]) => When;
}

/** `at`: the present, in epoch milliseconds. */
export function bothOf(before: Plan, after: Plan, at: number): Both {
  const plans = { before, after };
  const schedules = [before, after].flatMap((plan) => Object.values(plan.schedules));
  const texts = new Map(schedules.map((schedule) => [JSON.stringify(schedule), schedule]));
  const one = new Map(schedules.map((schedule) => [schedule, texts.get(JSON.stringify(schedule))]));
  const number = new Map([...texts.values()].map((schedule, index) => [schedule, index]));
  const calendar = calendarFrom(at, texts.values());
  const known = new Map<string, readonly Region[]>();
  const regionsOf = (wanted: readonly Schedule[]) => {
    const key = wanted.map((schedule) => number.get(schedule)).join();
    const regions = known.get(key) ?? calendar.regionsOf(wanted);
    known.set(key, regions);
    return regions;
  };
  const words = new Map<string, When>();
  const whenIn = (wanted: readonly Schedule[], chosen: readonly number[]) => {
    const key = `${wanted.map((schedule) => number.get(schedule)).join()} ${chosen.join()}`;
    const regions = regionsOf(wanted);
    const times = () => union(...chosen.map((index) => regions[index]?.times ?? []));
    const when = words.get(key) ?? whenOf(times(), wanted[0]?.timeZone ?? "UTC", calendar);
    words.set(key, when);
    return when;
  };
  const opening = (schedule: Schedule | undefined) => (schedule ? calendar.opening(schedule) : calendar.all);
  return {
    before,
    after,
    heirs: heirsOf(before, after),
    calendar,
    schedule: (side, id) => {
      const schedule = id === undefined ? undefined : own(plans[side].schedules, id);
      return schedule && one.get(schedule);
    },
    openAlike: (first, second) => first === second || sameTimes(opening(first), opening(second)),
    regionsOf,
    whenIn,
  };
}
