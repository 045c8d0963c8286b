import type { ScheduleShape } from "../../schema/schedule.ts";
import { type Horizon, publicHolidays } from "./holidays.ts";
import { datesOf, shiftsOf, weekdaysOf } from "./notation.ts";
import { type Schedule, type Shift, type Weekday, weekdays } from "./schedule.ts";

/** A schedule as the plan carries it, with the holidays of the horizon. The shape has no problems. */
export function compileSchedule(shape: ScheduleShape, horizon: Horizon): Schedule {
  return {
    timeZone: shape.timeZone,
    week: weekOf(shape.open),
    exceptions: Object.entries(shape.except ?? {}).map(([dates, hours]) => ({
      on: datesOf(dates),
      hours: shiftsOf(hours),
    })),
    holidays: shape.holidays === undefined ? [] : publicHolidays(shape.holidays, horizon),
  };
}

function weekOf(open: ScheduleShape["open"]): Schedule["week"] {
  if (typeof open === "string") return open;
  const listed = Object.entries(open).flatMap(([days, hours]) =>
    weekdaysOf(days).map((day) => [day, shiftsOf(hours)] as const),
  );
  const closed = weekdays.map((day) => [day, []] as const);
  return Object.fromEntries([...closed, ...listed]) as Record<Weekday, readonly Shift[]>;
}
