import { describe, expect, it } from "vitest";
import { compileSchedule } from "../../../src/schedule/compile.ts";
import { publicHolidays } from "../../../src/schedule/holidays.ts";
import { officeShape } from "./office.ts";

describe("compileSchedule", () => {
  it("writes a schedule as plain data, with the dates of its holidays", () => {
    const morning = { opens: "09:00", closes: "12:30" };
    const afternoon = { opens: "13:30", closes: "17:30" };
    const weekday = [morning, afternoon];
    expect(compileSchedule(officeShape, { from: "2026-11-23", days: 60 })).toEqual({
      timeZone: "Europe/London",
      week: {
        mon: weekday,
        tue: weekday,
        wed: weekday,
        thu: weekday,
        fri: weekday,
        sat: [{ opens: "10:00", closes: "14:00" }],
        sun: [],
      },
      exceptions: [
        { on: { kind: "date", date: "2026-12-24" }, hours: [{ opens: "09:00", closes: "12:00" }] },
        { on: { kind: "dates", from: "2026-12-27", to: "2026-12-28" }, hours: [] },
        { on: { kind: "times", from: "2026-11-30T14:00", to: "2026-11-30T16:00" }, hours: [] },
        { on: { kind: "yearly", month: 12, day: 31 }, hours: [{ opens: "09:00", closes: "12:00" }] },
      ],
      holidays: [
        { date: "2026-12-25", name: "Christmas Day" },
        { date: "2026-12-26", name: "Boxing Day" },
        { date: "2026-12-28", name: "Boxing Day (substitute day)" },
        { date: "2027-01-01", name: "New Year's Day" },
      ],
    });
  });

  it("takes a range of days over the end of the week", () => {
    const { week } = compileSchedule(
      { timeZone: "UTC", open: { "sat-mon": "open", wed: "13:00-14:00,08:00-09:00" } },
      { from: "2026-01-01", days: 1 },
    );
    const allDay = [{ opens: "00:00", closes: "24:00" }];
    expect(week).toEqual({
      mon: allDay,
      tue: [],
      wed: [
        { opens: "08:00", closes: "09:00" },
        { opens: "13:00", closes: "14:00" },
      ],
      thu: [],
      fri: [],
      sat: allDay,
      sun: allDay,
    });
  });
});

/** `12-25 Christmas Day` and so on. */
function holidays(region: string, year: number): readonly string[] {
  return publicHolidays(region, { from: `${year}-01-01`, days: 365 }).map(
    ({ date, name }) => `${date.slice(5)} ${name}`,
  );
}

describe("public holidays", () => {
  it("differ between the parts of a country", () => {
    // https://www.gov.uk/bank-holidays
    expect(holidays("GB-ENG", 2026)).toEqual([
      "01-01 New Year's Day",
      "04-03 Good Friday",
      "04-06 Easter Monday",
      "05-04 Early May bank holiday",
      "05-25 Spring bank holiday",
      "08-31 Summer bank holiday",
      "12-25 Christmas Day",
      "12-26 Boxing Day",
      "12-28 Boxing Day (substitute day)",
    ]);
    expect(holidays("GB-SCT", 2026)).toContain("11-30 St Andrew’s Day");
    expect(holidays("DE-BY", 2026)).toContain("01-06 Heilige Drei Könige");
    expect(holidays("DE", 2026)).not.toContain("01-06 Heilige Drei Könige");
  });

  it("that are kept on a working day before belong to the year in which they are kept", () => {
    expect(holidays("US", 2027)).toContain("12-31 New Year's Day (substitute day)");
  });

  it("of several days are listed day by day", () => {
    expect(holidays("KR", 2026).filter((day) => day.includes("추석"))).toEqual([
      "09-24 추석",
      "09-25 추석",
      "09-26 추석",
    ]);
  });

  it("may last into the new year", () => {
    expect(holidays("SZ", 2027).slice(0, 3)).toEqual([
      "01-01 Incwala, New Year's Day",
      "01-02 Incwala",
      expect.not.stringMatching(/Incwala/),
    ]);
  });

  it("may be the day on which clocks go forward", () => {
    expect(holidays("DE-BB", 2027)).toContain("03-28 Ostersonntag");
  });

  it("of half a day are left out", () => {
    expect(holidays("IS", 2026)).not.toContainEqual(expect.stringMatching(/^12-24/));
    expect(holidays("IS", 2026)).toContainEqual(expect.stringMatching(/^12-25/));
    // Women's Day, from noon.
    expect(holidays("CN", 2026)).not.toContainEqual(expect.stringMatching(/^03-08/));
  });

  it("are those of the horizon", () => {
    expect(publicHolidays("GB-ENG", { from: "2026-12-25", days: 1 })).toEqual([
      { date: "2026-12-25", name: "Christmas Day" },
    ]);
    expect(publicHolidays("GB-ENG", { from: "2026-12-26", days: 2 })).toHaveLength(1);
    expect(publicHolidays("GB-ENG", { from: "2026-12-25", days: 0 })).toEqual([]);
  });

  it("are none where none are known", () => {
    expect(holidays("QQ", 2026)).toEqual([]);
    expect(holidays("GB-QQ", 2026)).toEqual([]);
  });
});
