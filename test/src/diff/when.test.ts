import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarFrom } from "../../../src/diff/calendar.ts";
import { timesOf, whenOf } from "../../../src/diff/when.ts";
import { whenText } from "../../../src/diff/when-text.ts";
import { type Times, union } from "../../../src/schedule/times.ts";

const at = Date.parse("2026-11-23T10:17:33Z");
const calendar = calendarFrom(at, []);

const zones = [
  "Europe/London",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "UTC",
];

describe("times in the words of the wall clock", () => {
  it("are the same times again", () => {
    const minute = 60_000;
    const [from, to] = [calendar.near.from / minute, calendar.near.to / minute];
    const interval = fc
      .tuple(fc.integer({ min: from, max: to - 1 }), fc.integer({ min: 1, max: 4000 }))
      .map(([begin, length]) => ({ from: begin * minute, to: Math.min(begin + length, to) * minute }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 12 }), fc.constantFrom(...zones), (intervals, zone) => {
        const times = union(intervals);
        expect(timesOf(whenOf(times, zone, calendar), calendar)).toEqual(times);
      }),
      { numRuns: 40, seed: 20_261_123 },
    );
  });

  it.each([
    ["2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"],
    ["2027-10-31T00:15:00Z", "2027-10-31T00:45:00Z"],
    ["2027-10-31T01:15:00Z", "2027-10-31T01:45:00Z"],
    ["2027-10-31T00:45:00Z", "2027-10-31T01:15:00Z"],
  ])("are so around a change of the clocks (%s)", (from, to) => {
    const times: Times = [{ from: Date.parse(from), to: Date.parse(to) }];
    expect(timesOf(whenOf(times, "Europe/London", calendar), calendar)).toEqual(times);
  });

  it("read as people say them", () => {
    const said = (week: Record<string, string[]>, dates: Record<string, string[]> = {}) => {
      const { usually, besides } = whenText({ timeZone: "Europe/London", week, dates });
      return `${usually}${besides}`.trim();
    };
    const day = ["09:00-17:00"];
    expect(said({ mon: day, tue: day, wed: day, sat: ["10:00-12:00", "13:00-14:00"] })).toBe(
      "on Mon–Wed 09:00–17:00, Sat 10:00–12:00 and 13:00–14:00 (Europe/London)",
    );
    expect(said({ sun: ["00:00-24:00"] }, { "2026-12-25": [], "2026-12-26": [] })).toBe(
      "on Sun (Europe/London); not on 2026-12-25 to 2026-12-26",
    );
    expect(said({}, { "2026-12-24": day, "2026-12-26": day })).toBe(
      "on 2026-12-24 09:00–17:00, 2026-12-26 09:00–17:00 (Europe/London)",
    );
  });
});
