import type { ScheduleShape } from "../../schema/schedule.ts";
import { shiftsOf, weekdaysOf } from "./notation.ts";
import { type Dated, overlaps, shiftText } from "./overlaps.ts";
import type { Problem } from "./problem.ts";
import { type Weekday, weekdays } from "./schedule.ts";

/** Days that are listed twice, and shifts of the week that overlap. */
export function* weekProblems({ open }: ScheduleShape): Iterable<Problem> {
  if (typeof open === "string") return;
  const keys = new Map<Weekday, string>();
  for (const key of Object.keys(open)) {
    const again = new Map<string, Weekday[]>();
    for (const day of weekdaysOf(key)) {
      const other = keys.get(day);
      if (other === undefined) keys.set(day, key);
      else again.set(other, [...(again.get(other) ?? []), day]);
    }
    for (const [other, days] of again) yield listedTwice(key, other, days);
  }
  yield* weekOverlaps(
    weekdays.flatMap((weekday, day) => {
      const key = keys.get(weekday);
      if (key === undefined) return [];
      return shiftsOf(open[key] ?? "closed").map((shift) => ({ key, weekday, day, shift }));
    }),
  );
}

function listedTwice(key: string, other: string, days: readonly Weekday[]): Problem {
  return {
    path: ["open", key],
    part: "key",
    code: "day-listed-twice",
    message: `${days.join(", ")} ${days.length === 1 ? "is" : "are"} in "${other}" already. List each day once.`,
    suggestions: [],
  };
}

interface Listed extends Dated {
  readonly key: string;
  readonly weekday: Weekday;
}

/** One of `mon-fri` stands for all of its days. */
function* weekOverlaps(shifts: readonly Listed[]): Iterable<Problem> {
  const reported = new Set<string>();
  for (const [one, other] of overlaps(shifts, weekdays.length)) {
    const same = JSON.stringify([one.key, other.key, one.shift, other.shift]);
    if (reported.has(same)) continue;
    reported.add(same);
    yield {
      path: ["open", other.key],
      part: "value",
      code: "shifts-overlap",
      message: `${textOf(one)} and ${textOf(other)} overlap. Let one end before the other begins, or join them.`,
      suggestions: [],
    };
  }
}

function textOf({ weekday, shift }: Listed): string {
  return `${weekday} ${shiftText(shift)}`;
}
