import type { ScheduleShape } from "../../../schema/schedule.ts";
import { compileSchedule } from "../../../src/schedule/compile.ts";
import type { Schedule } from "../../../src/schedule/schedule.ts";
import { changesBetween } from "../../../src/schedule/state.ts";

/** The example of the documentation. */
export const officeShape: ScheduleShape = {
  timeZone: "Europe/London",
  open: { "mon-fri": "09:00-12:30, 13:30-17:30", sat: "10:00-14:00" },
  holidays: "GB-ENG",
  except: {
    "2026-12-24": "09:00-12:00",
    "2026-12-27..2026-12-28": "closed",
    "2026-11-30 14:00..2026-11-30 16:00": "closed",
    "12-31": "09:00-12:00",
  },
};

/** With the holidays of 2026 to 2028. */
export function compiled(shape: ScheduleShape): Schedule {
  return compileSchedule(shape, { from: "2026-01-01", days: 1096 });
}

/** The openings and closings of some UTC days, e.g. `2026-03-29T01:00Z open`. */
export function changesOf(schedule: Schedule, from: string, to: string): readonly string[] {
  return changesBetween(schedule, Date.parse(from), Date.parse(to)).map(
    ({ at, open }) => `${new Date(at).toISOString().replace(":00.000Z", "Z")} ${open ? "open" : "closed"}`,
  );
}
