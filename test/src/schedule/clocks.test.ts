import { describe, expect, it } from "vitest";
import type { ScheduleShape } from "../../../schema/schedule.ts";
import { stateAt } from "../../../src/schedule/state.ts";
import { changesOf, compiled } from "./office.ts";

interface Situation {
  readonly what: string;
  readonly zone: string;
  readonly open: ScheduleShape["open"];
  /** UTC dates; the second is not included. */
  readonly between: readonly [string, string];
  readonly changes: readonly string[];
}

const situations: readonly Situation[] = [
  {
    what: "London, forward: the hour from 01:00 is skipped, so 01:30 is 02:00 BST",
    zone: "Europe/London",
    open: { sun: "01:30-03:00" },
    between: ["2026-03-29", "2026-03-30"],
    changes: ["2026-03-29T01:00Z open", "2026-03-29T02:00Z closed"],
  },
  {
    what: "London, forward: a shift that lies in the gap does not happen",
    zone: "Europe/London",
    open: { sun: "01:10-01:50" },
    between: ["2026-03-29", "2026-03-30"],
    changes: [],
  },
  {
    what: "London, forward: a shift that ends in the gap ends with it",
    zone: "Europe/London",
    open: { sun: "00:30-01:30" },
    between: ["2026-03-29", "2026-03-30"],
    changes: ["2026-03-29T00:30Z open", "2026-03-29T01:00Z closed"],
  },
  {
    what: "London, forward: the day's ordinary hours are summer time already",
    zone: "Europe/London",
    open: { "sat-mon": "09:00-17:30" },
    between: ["2026-03-28", "2026-03-30"],
    changes: [
      "2026-03-28T09:00Z open",
      "2026-03-28T17:30Z closed",
      "2026-03-29T08:00Z open",
      "2026-03-29T16:30Z closed",
    ],
  },
  {
    what: "London, back: 01:15 is first shown in summer time and 01:45 last in winter time",
    zone: "Europe/London",
    open: { sun: "01:15-01:45" },
    between: ["2026-10-25", "2026-10-26"],
    changes: ["2026-10-25T00:15Z open", "2026-10-25T01:45Z closed"],
  },
  {
    what: "London, back: 02:00 exists once",
    zone: "Europe/London",
    open: { sun: "00:30-02:00" },
    between: ["2026-10-24", "2026-10-26"],
    changes: ["2026-10-24T23:30Z open", "2026-10-25T02:00Z closed"],
  },
  {
    what: "London, back: a night shift lasts an hour longer",
    zone: "Europe/London",
    open: { sat: "22:00-06:00" },
    between: ["2026-10-24", "2026-10-26"],
    changes: ["2026-10-24T21:00Z open", "2026-10-25T06:00Z closed"],
  },
  {
    what: "Berlin, forward: a night shift lasts an hour less",
    zone: "Europe/Berlin",
    open: { sat: "22:00-06:00" },
    between: ["2026-03-28", "2026-03-30"],
    changes: ["2026-03-28T21:00Z open", "2026-03-29T04:00Z closed"],
  },
  {
    what: "Berlin, forward: 02:30 does not exist",
    zone: "Europe/Berlin",
    open: { sun: "02:30-04:00" },
    between: ["2026-03-29", "2026-03-30"],
    changes: ["2026-03-29T01:00Z open", "2026-03-29T02:00Z closed"],
  },
  {
    what: "Berlin, back: 02:30 exists twice, and closing waits for the last",
    zone: "Europe/Berlin",
    open: { sat: "20:00-02:30" },
    between: ["2026-10-24", "2026-10-26"],
    changes: ["2026-10-24T18:00Z open", "2026-10-25T01:30Z closed"],
  },
  {
    what: "New York, forward: 02:30 is 03:00 EDT",
    zone: "America/New_York",
    open: { sun: "02:30-04:00" },
    between: ["2026-03-08", "2026-03-09"],
    changes: ["2026-03-08T07:00Z open", "2026-03-08T08:00Z closed"],
  },
  {
    what: "New York, back: 01:30 exists twice",
    zone: "America/New_York",
    open: { sun: "01:30-01:45" },
    between: ["2026-11-01", "2026-11-02"],
    changes: ["2026-11-01T05:30Z open", "2026-11-01T06:45Z closed"],
  },
  {
    what: "Lord Howe, forward by half an hour: 02:15 is 02:30",
    zone: "Australia/Lord_Howe",
    open: { sun: "02:15-03:00" },
    between: ["2026-10-03", "2026-10-05"],
    changes: ["2026-10-03T15:30Z open", "2026-10-03T16:00Z closed"],
  },
  {
    what: "Lord Howe, back by half an hour: 01:45 exists twice",
    zone: "Australia/Lord_Howe",
    open: { sun: "01:45-01:50" },
    between: ["2026-04-04", "2026-04-06"],
    changes: ["2026-04-04T14:45Z open", "2026-04-04T15:20Z closed"],
  },
  {
    what: "Beirut, forward at midnight: the day begins at 01:00",
    zone: "Asia/Beirut",
    open: { sun: "open" },
    between: ["2026-03-28", "2026-03-30"],
    changes: ["2026-03-28T22:00Z open", "2026-03-29T21:00Z closed"],
  },
  {
    what: "Kathmandu: 5:45 ahead, all year",
    zone: "Asia/Kathmandu",
    open: { sun: "09:00-17:00" },
    between: ["2026-03-29", "2026-03-30"],
    changes: ["2026-03-29T03:15Z open", "2026-03-29T11:15Z closed"],
  },
  {
    what: "Phoenix: no summer time where the neighbours have it",
    zone: "America/Phoenix",
    open: { sun: "01:30-03:00" },
    between: ["2026-03-08", "2026-03-09"],
    changes: ["2026-03-08T08:30Z open", "2026-03-08T10:00Z closed"],
  },
  {
    what: "UTC",
    zone: "UTC",
    open: { sun: "01:30-24:00" },
    between: ["2026-03-29", "2026-03-31"],
    changes: ["2026-03-29T01:30Z open", "2026-03-30T00:00Z closed"],
  },
];

describe("clocks", () => {
  it.each(situations)("$what", ({ zone, open, between, changes }) => {
    expect(changesOf(compiled({ timeZone: zone, open }), ...between)).toEqual(changes);
  });

  it("stays open through clocks that go back over midnight", () => {
    const schedule = compiled({ timeZone: "America/Havana", open: { "sat-sun": "open" } });
    expect(changesOf(schedule, "2026-10-31", "2026-11-03")).toEqual([
      "2026-10-31T04:00Z open",
      "2026-11-02T05:00Z closed",
    ]);
  });

  it("does not go back to yesterday with clocks that do", () => {
    // St. John's changed its clocks a minute after midnight until 2011, and showed Saturday once more.
    const schedule = compiled({ timeZone: "America/St_Johns", open: { sun: "open" } });
    const changes = ["2010-11-07T02:30Z open", "2010-11-08T03:30Z closed"];
    expect(changesOf(schedule, "2010-11-06", "2010-11-09")).toEqual(changes);
    expect(stateAt(schedule, Date.parse("2010-11-07T03:00Z")).open).toBe(true);
  });

  it("takes a desk for open when the runtime does not know its zone", () => {
    const schedule = { ...compiled({ timeZone: "UTC", open: "never" }), timeZone: "Europe/Londinium" };
    expect(stateAt(schedule, 0)).toEqual({ open: true, because: { kind: "unknown time zone" } });
    expect(changesOf(schedule, "2026-01-01", "2027-01-01")).toEqual([]);
  });
});
