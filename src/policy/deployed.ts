import { own } from "../evaluate/own.ts";
import type { Plan } from "../plan/plan.ts";
import type { Schedule } from "../schedule/schedule.ts";

/** What one deployment is made of, as data: what an older release of ours wrote may lack parts. */
export interface Deployed {
  readonly routes: Readonly<Record<string, unknown>>;
  readonly numbers: Readonly<Record<string, unknown>>;
  /** Former ids with their heirs: a destination that has one was renamed, not removed. */
  readonly aliases?: Readonly<Record<string, unknown>>;
  readonly schedules?: Readonly<Record<string, unknown>>;
  /** The id of the default destination; empty where it is not known. */
  readonly default?: string;
}

/** The parts of a plan that a policy compares. */
export function deployedOf({
  destinations,
  numbers,
  aliases,
  schedules,
  default: byDefault,
}: Plan): Deployed {
  const lines = Object.entries(numbers).map(([id, { name: _, ...entry }]) => [id, entry] as const);
  return { routes: destinations, numbers: Object.fromEntries(lines), aliases, schedules, default: byDefault };
}

/** The destination that has an id now, or takes the calls of that id; undefined when none does. */
export function heirOf({ routes, aliases }: Deployed, id: string): string | undefined {
  if (Object.hasOwn(routes, id)) return id;
  const heir = own(aliases, id);
  return typeof heir === "string" ? heir : undefined;
}

/** A field of a route or of another map. */
export function field(value: unknown, name: string): unknown {
  return isMap(value) ? own(value, name) : undefined;
}

/** A destination's hours: `always` without any, undefined where they cannot be read. */
export function hoursOf({ routes, schedules }: Deployed, id: string): Schedule | "always" | undefined {
  const hours = field(own(routes, id), "hours");
  if (hours === undefined) return "always";
  const name = field(hours, "schedule");
  const schedule = typeof name === "string" ? own(schedules, name) : undefined;
  return isSchedule(schedule) ? schedule : undefined;
}

function isSchedule(value: unknown): value is Schedule {
  const parts = ["exceptions", "holidays"].map((name) => field(value, name));
  return typeof field(value, "timeZone") === "string" && parts.every(Array.isArray) && hasWeek(value);
}

function hasWeek(value: unknown): boolean {
  const week = field(value, "week");
  return week === "always" || week === "never" || isMap(week);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
