import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ScheduleShape, schedule } from "../../../schema/schedule.ts";
import { compileSchedule } from "../../../src/schedule/compile.ts";
import { problemsOf } from "../../../src/schedule/problems.ts";
import { changesBetween, stateAt } from "../../../src/schedule/state.ts";
import { officeShape } from "./office.ts";

const week = { "mon-fri": "09:00-17:30" };

/** A good schedule with something else in it. */
function problems(shape: Partial<ScheduleShape>) {
  return problemsOf(schedule.parse({ timeZone: "Europe/London", open: week, ...shape })).map(
    ({ code, path, part, message, suggestions }) =>
      [code, `${part} of ${path.join(" / ")}`, message, ...suggestions] as const,
  );
}

/** What a shape gets wrong, without the words. */
function codes(shape: Partial<ScheduleShape>) {
  return problems(shape).map(([code]) => code);
}

const expectedZone = "expected a name of the IANA database, such as Europe/London.";
const britain = "expected GB, or one of GB-ALD, GB-ENG, GB-NIR, GB-SCT, GB-WLS.";
const disjoint = "Let one end before the other begins, or join them.";
const firstWins = "stands above it and the first match wins. Move it up, or remove it.";

describe("problems of a schedule", () => {
  it("are none in the documentation's example", () => {
    expect(problemsOf(officeShape)).toEqual([]);
  });

  it("a time zone that is not known", () => {
    expect(problems({ timeZone: "Europe/Berln" })).toEqual([
      [
        "unknown-time-zone",
        "value of timeZone",
        `There is no time zone "Europe/Berln": ${expectedZone} Did you mean "Europe/Berlin"?`,
        "Europe/Berlin",
      ],
    ]);
    for (const [timeZone, meant] of [
      ["London", "Europe/London"],
      ["Europ/London", "Europe/London"],
      ["America/New-York", "America/New_York"],
    ] as const)
      expect(problems({ timeZone })[0]?.at(-1)).toBe(meant);
    expect(problems({ timeZone: "Nowhere/Land" })).toEqual([
      ["unknown-time-zone", "value of timeZone", `There is no time zone "Nowhere/Land": ${expectedZone}`],
    ]);
  });

  it("holidays of a region that is not known", () => {
    expect(problems({ holidays: "GB-EN" })).toEqual([
      [
        "unknown-holidays",
        "value of holidays",
        `No public holidays are known for "GB-EN": ${britain} Did you mean "GB-ENG"?`,
        "GB-ENG",
      ],
    ]);
    expect(problems({ holidays: "UK" })).toEqual([
      [
        "unknown-holidays",
        "value of holidays",
        `No public holidays are known for "UK": ${britain} Did you mean "GB"?`,
        "GB",
      ],
    ]);
    expect(problems({ holidays: "XX" })).toEqual([
      [
        "unknown-holidays",
        "value of holidays",
        'No public holidays are known for "XX": expected a country of ISO 3166, alone or with a region, such as GB or GB-ENG.',
      ],
    ]);
  });

  it.each(["GB", "DE-BY", "DE-BY-KATH", "US-CA", "NZ-CAN-Timaru"])("none in holidays: %s", (holidays) => {
    expect(problems({ holidays })).toEqual([]);
  });

  it("a week in which nothing opens", () => {
    const never = "This schedule never opens. List the hours of at least one day, or write `open: never`.";
    expect(problems({ open: { "mon-sun": "closed" } })).toEqual([["never-opens", "key of open", never]]);
    expect(codes({ open: {}, except: { "12-24": "closed" } })).toEqual(["never-opens"]);
    expect(problems({ open: {}, except: { "12-24": "10:00-12:00" } })).toEqual([]);
    expect(problems({ open: "never" })).toEqual([]);
  });

  it("a day that is listed twice", () => {
    expect(problems({ open: { "mon-fri": "09:00-17:00", wed: "09:00-12:00" } })).toEqual([
      ["day-listed-twice", "key of open / wed", 'wed is in "mon-fri" already. List each day once.'],
    ]);
    expect(problems({ open: { sat: "open", "fri-mon": "09:00-12:00" } })).toEqual([
      ["day-listed-twice", "key of open / fri-mon", 'sat is in "sat" already. List each day once.'],
    ]);
  });

  it("shifts of the week that overlap", () => {
    expect(problems({ open: { "mon-fri": "12:00-17:00, 09:00-12:01" } })).toEqual([
      [
        "shifts-overlap",
        "value of open / mon-fri",
        `mon 09:00-12:01 and mon 12:00-17:00 overlap. ${disjoint}`,
      ],
    ]);
    expect(problems({ open: { fri: "20:00-02:00", sat: "01:59-05:00" } })).toEqual([
      ["shifts-overlap", "value of open / sat", `fri 20:00-02:00 and sat 01:59-05:00 overlap. ${disjoint}`],
    ]);
    expect(codes({ open: { sun: "20:00-02:00", mon: "01:00-05:00" } })).toEqual(["shifts-overlap"]);
  });

  it.each<ScheduleShape["open"]>([
    { "mon-fri": "09:00-12:00, 12:00-17:00" },
    { fri: "20:00-02:00", sat: "02:00-05:00" },
    { sun: "20:00-24:00", mon: "open" },
    { sun: "20:00-00:00", mon: "open" },
  ])("none in shifts that touch: %j", (open) => {
    expect(problems({ open })).toEqual([]);
  });

  it("shifts of an exception that overlap, with themselves on days in a row too", () => {
    expect(problems({ except: { "12-24": "10:00-12:00, 11:00-13:00" } })).toEqual([
      ["shifts-overlap", "value of except / 12-24", `10:00-12:00 and 11:00-13:00 overlap. ${disjoint}`],
    ]);
    const twoShifts = "08:00-10:00, 18:00-09:00";
    expect(codes({ except: { "2026-12-05..2026-12-09": twoShifts } })).toEqual(["shifts-overlap"]);
    expect(problems({ except: { "2026-12-05": twoShifts } })).toEqual([]);
    expect(problems({ except: { "2026-12-05..2026-12-05": twoShifts } })).toEqual([]);
  });

  it("dates that do not exist", () => {
    const shorter = (date: string, last: string) =>
      `There is no ${date}: the month is shorter. Write a date that exists, such as ${last}.`;
    expect(
      problems({
        except: {
          "2026-02-30": "closed",
          "2026-02-29": "closed",
          "04-31": "closed",
          "2026-02-27..2026-02-31": "closed",
          "2026-06-30 10:00..2026-06-31 10:00": "closed",
        },
      }),
    ).toEqual([
      ["no-such-date", "key of except / 2026-02-30", shorter("2026-02-30", "2026-02-28"), "2026-02-28"],
      ["no-such-date", "key of except / 2026-02-29", shorter("2026-02-29", "2026-02-28"), "2026-02-28"],
      ["no-such-date", "key of except / 04-31", shorter("04-31", "04-30"), "04-30"],
      [
        "no-such-date",
        "key of except / 2026-02-27..2026-02-31",
        shorter("2026-02-31", "2026-02-28"),
        "2026-02-27..2026-02-28",
      ],
      [
        "no-such-date",
        "key of except / 2026-06-30 10:00..2026-06-31 10:00",
        shorter("2026-06-31", "2026-06-30"),
        "2026-06-30 10:00..2026-06-30 10:00",
      ],
    ]);
    expect(codes({ except: { "02-29": "closed", "2028-02-29": "open" } })).toEqual(["exception-hidden"]);
  });

  it("ranges that end before they begin", () => {
    expect(
      problems({
        except: {
          "2026-12-05..2026-12-01": "closed",
          "2026-12-05 14:00..2026-12-05 13:59": "closed",
          "2026-12-05 14:00..2026-12-05 14:00": "closed",
          "2026-12-06..2026-12-06": "closed",
          "2026-12-07 14:00..2026-12-07 24:00": "closed",
        },
      }),
    ).toEqual([
      [
        "range-backwards",
        "key of except / 2026-12-05..2026-12-01",
        '"2026-12-05..2026-12-01" ends before it begins. Write the earlier end first.',
        "2026-12-01..2026-12-05",
      ],
      [
        "range-backwards",
        "key of except / 2026-12-05 14:00..2026-12-05 13:59",
        '"2026-12-05 14:00..2026-12-05 13:59" ends before it begins. Write the earlier end first.',
        "2026-12-05 13:59..2026-12-05 14:00",
      ],
      [
        "range-backwards",
        "key of except / 2026-12-05 14:00..2026-12-05 14:00",
        '"2026-12-05 14:00..2026-12-05 14:00" ends when it begins. Give it a later end.',
      ],
    ]);
  });

  it("knows that a day is left the end of the shift that the night before began", () => {
    const nights = { open: { "mon-sun": "22:00-06:00" } };
    expect(codes({ ...nights, except: { "2026-12-28": "closed", "2026-12-27": "closed" } })).toEqual([]);
  });

  it.each<readonly [string, string]>([
    ["12-31", "2026-12-31"],
    ["2026-12-27..2027-01-02", "2026-12-31"],
    ["2026-12-27..2027-01-02", "2026-12-28..2026-12-30"],
    ["2026-12-30..2026-12-31", "2026-12-31 10:00..2026-12-31 12:00"],
    ["2026-12-30 00:00..2027-01-01 24:00", "2026-12-31"],
    ["2026-12-31 10:00..2026-12-31 12:00", "2026-12-31 11:00..2026-12-31 12:00"],
  ])("%s hides %s below it", (above, below) => {
    expect(problems({ except: { [above]: "closed", [below]: "10:00-12:00" } })).toEqual([
      [
        "exception-hidden",
        `key of except / ${below}`,
        `"${below}" never applies, because "${above}" ${firstWins}`,
      ],
    ]);
  });

  it.each<readonly [string, string]>([
    ["2026-12-31", "12-31"],
    ["2026-12-28..2026-12-30", "2026-12-27..2027-01-02"],
    ["2026-12-31 10:00..2026-12-31 12:00", "2026-12-31"],
    ["2026-12-31", "2026-12-31 10:00..2027-01-01 00:01"],
    ["02-29", "2026-02-28..2026-03-01"],
  ])("%s leaves something to %s", (above, below) => {
    expect(problems({ except: { [above]: "closed", [below]: "10:00-12:00" } })).toEqual([]);
  });

  it("are found, and schedules run, whatever fits the form", () => {
    const text = (pattern: string) => fc.stringMatching(new RegExp(pattern));
    const clock = "([01][0-9]|2[0-3]):[0-5][0-9]";
    const date = "(2026|2028|0000|9999)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    const day = "(mon|tue|wed|thu|fri|sat|sun)";
    const hours = text(`^(closed|open|${clock}-${clock}(, ${clock}-${clock}){0,2})$`);
    const shapes = fc
      .record({
        timeZone: fc.constantFrom("Europe/London", "Nowhere/Land", "UTC"),
        open: fc.oneof(
          fc.constantFrom("always", "never"),
          fc.dictionary(text(`^${day}(-${day})?$`), hours, { maxKeys: 4 }),
        ),
        holidays: fc.constantFrom("GB-ENG", "QQ", "DE-BY-ZZ"),
        except: fc.dictionary(
          text(
            `^(${date}|${date}\\.\\.${date}|${date} ${clock}\\.\\.${date} ${clock}|[01][0-9]-[0-3][0-9])$`,
          ),
          hours,
          { maxKeys: 4 },
        ),
      })
      .map((shape) => schedule.safeParse(shape))
      .filter(({ success }) => success);
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 4e12 }), ({ data }, at) => {
        if (!data) throw new Error("filtered");
        for (const { message } of problemsOf(data)) expect(message).not.toContain("undefined");
        const compiled = compileSchedule(data, { from: "2026-01-01", days: 30 });
        expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
        const { open } = stateAt(compiled, at);
        for (const change of changesBetween(compiled, at + 1, at + 86_400_000).slice(0, 1))
          expect(change.open).toBe(!open);
      }),
      { numRuns: 300 },
    );
  });
});
