import { describe, expect, it } from "vitest";
import { stateAt } from "../../../src/schedule/state.ts";
import { stateText } from "../../../src/schedule/text.ts";
import { changesOf, compiled, officeShape } from "./office.ts";

const office = compiled(officeShape);

/** What the office says at an instant. */
function said(at: string): string {
  const instant = Date.parse(at);
  return stateText("office", office, stateAt(office, instant), instant);
}

const zone = "office hours, Europe/London";

describe("the office", () => {
  it.each([
    // A Monday in winter.
    ["2026-11-23T08:59:59.999Z", `closed since Sat 14:00, ${zone}`],
    ["2026-11-23T09:00:00.000Z", `open until 12:30, ${zone}`],
    ["2026-11-23T12:29:59.999Z", `open until 12:30, ${zone}`],
    ["2026-11-23T12:30:00.000Z", `closed since 12:30, ${zone}`],
    ["2026-11-23T13:29:59.999Z", `closed since 12:30, ${zone}`],
    ["2026-11-23T13:30:00.000Z", `open until 17:30, ${zone}`],
    ["2026-11-23T17:29:59.000Z", `open until 17:30, ${zone}`],
    ["2026-11-23T17:30:00.000Z", `closed since 17:30, ${zone}`],
    // One in summer.
    ["2026-07-13T07:59:59.999Z", `closed since Sat 14:00, ${zone}`],
    ["2026-07-13T08:00:00.000Z", `open until 12:30, ${zone}`],
    // A meeting, from a time to another.
    ["2026-11-30T13:59:59.000Z", `open until 14:00, ${zone}`],
    ["2026-11-30T14:00:00.000Z", `closed since 14:00: exception 2026-11-30 14:00..2026-11-30 16:00, ${zone}`],
    ["2026-11-30T16:00:00.000Z", `open until 17:30, ${zone}`],
    // Christmas.
    ["2026-12-24T11:00:00.000Z", `open until 12:00: exception 2026-12-24, ${zone}`],
    ["2026-12-24T12:00:00.000Z", `closed since 12:00: exception 2026-12-24, ${zone}`],
    ["2026-12-25T11:00:00.000Z", `closed: Christmas Day, ${zone}`],
    // Boxing Day is a Saturday and is observed on the 28th, but an exception stands above the holiday.
    ["2026-12-26T11:00:00.000Z", `closed: Boxing Day, ${zone}`],
    ["2026-12-28T11:00:00.000Z", `closed since Thu 12:00: exception 2026-12-27..2026-12-28, ${zone}`],
    ["2027-12-28T11:00:00.000Z", `closed: Boxing Day (substitute day), ${zone}`],
    // Every year.
    ["2026-12-31T11:59:59.000Z", `open until 12:00: exception 12-31, ${zone}`],
    ["2027-12-31T12:00:00.000Z", `closed since 12:00: exception 12-31, ${zone}`],
  ])("at %s: %s", (at, text) => {
    expect(said(at)).toBe(text);
  });

  it("says for how long", () => {
    expect(stateAt(office, Date.parse("2026-12-25T11:00:00Z"))).toEqual({
      open: false,
      since: Date.parse("2026-12-24T12:00:00Z"),
      until: Date.parse("2026-12-29T09:00:00Z"),
      because: { kind: "holiday", date: "2026-12-25", name: "Christmas Day" },
    });
  });
});

describe("shifts past midnight", () => {
  const bar = { timeZone: "Europe/London", open: { "fri-sat": "18:00-02:00" } } as const;

  it("belong to the day they began", () => {
    expect(changesOf(compiled(bar), "2026-11-20", "2026-11-24")).toEqual([
      "2026-11-20T18:00Z open",
      "2026-11-21T02:00Z closed",
      "2026-11-21T18:00Z open",
      "2026-11-22T02:00Z closed",
    ]);
  });

  it("are not cut by the exception of the next day", () => {
    const schedule = compiled({ ...bar, except: { "2026-11-21": "closed" } });
    expect(changesOf(schedule, "2026-11-20", "2026-11-24")).toEqual([
      "2026-11-20T18:00Z open",
      "2026-11-21T02:00Z closed",
    ]);
  });

  it("vanish with the exception of their own day", () => {
    const schedule = compiled({ ...bar, except: { "2026-11-20": "20:00-01:00" } });
    expect(changesOf(schedule, "2026-11-20", "2026-11-22")).toEqual([
      "2026-11-20T20:00Z open",
      "2026-11-21T01:00Z closed",
      "2026-11-21T18:00Z open",
    ]);
  });

  it("go on over the end of the week", () => {
    const schedule = compiled({ timeZone: "UTC", open: { sun: "22:00-00:00", mon: "00:00-04:00" } });
    expect(changesOf(schedule, "2026-11-22", "2026-11-24")).toEqual([
      "2026-11-22T22:00Z open",
      "2026-11-23T04:00Z closed",
    ]);
  });

  it("come every night of a year", () => {
    const nights = compiled({ timeZone: "UTC", open: { "mon-sun": "22:00-06:00" } });
    expect(changesOf(nights, "2026-01-01T12:00Z", "2027-01-01T12:00Z")).toHaveLength(2 * 365);
  });

  it("are cut by an exception from a time to another", () => {
    const schedule = compiled({ ...bar, except: { "2026-11-20 23:00..2026-11-21 00:30": "closed" } });
    expect(changesOf(schedule, "2026-11-20", "2026-11-21T12:00Z")).toEqual([
      "2026-11-20T18:00Z open",
      "2026-11-20T23:00Z closed",
      "2026-11-21T00:30Z open",
      "2026-11-21T02:00Z closed",
    ]);
  });
});

describe("exceptions", () => {
  const closed = { timeZone: "UTC", open: "never" } as const;

  it("may lie over new year", () => {
    const schedule = compiled({
      timeZone: "UTC",
      open: "always",
      except: { "2026-12-30..2027-01-02": "closed" },
    });
    expect(changesOf(schedule, "2026-12-01", "2027-02-01")).toEqual([
      "2026-12-30T00:00Z closed",
      "2027-01-03T00:00Z open",
    ]);
  });

  it("of 29 February come in leap years", () => {
    const schedule = compiled({ ...closed, except: { "02-29": "09:00-10:00" } });
    expect(changesOf(schedule, "2026-01-01", "2033-01-01")).toEqual([
      "2028-02-29T09:00Z open",
      "2028-02-29T10:00Z closed",
      "2032-02-29T09:00Z open",
      "2032-02-29T10:00Z closed",
    ]);
  });

  it("come in order: the first wins", () => {
    const except = { "2026-11-23": "10:00-12:00", "11-23": "closed", "2026-11-22..2026-11-24": "open" };
    expect(changesOf(compiled({ ...closed, except }), "2026-11-21", "2026-11-26")).toEqual([
      "2026-11-22T00:00Z open",
      "2026-11-23T00:00Z closed",
      "2026-11-23T10:00Z open",
      "2026-11-23T12:00Z closed",
      "2026-11-24T00:00Z open",
      "2026-11-25T00:00Z closed",
    ]);
  });

  it("from a time to another may have hours, within the range only", () => {
    const except = { "2026-11-23 10:00..2026-11-25 10:00": "08:00-12:00, 22:00-02:00" };
    expect(changesOf(compiled({ ...closed, except }), "2026-11-22", "2026-11-27")).toEqual([
      "2026-11-23T10:00Z open",
      "2026-11-23T12:00Z closed",
      "2026-11-23T22:00Z open",
      "2026-11-24T02:00Z closed",
      "2026-11-24T08:00Z open",
      "2026-11-24T12:00Z closed",
      "2026-11-24T22:00Z open",
      "2026-11-25T02:00Z closed",
      "2026-11-25T08:00Z open",
      "2026-11-25T10:00Z closed",
    ]);
  });

  it("of a date stand above a range of times that comes later", () => {
    const range = { "2026-11-22 12:00..2026-11-24 12:00": "open" };
    const date = { "2026-11-23": "closed" };
    expect(
      changesOf(compiled({ ...closed, except: { ...date, ...range } }), "2026-11-22", "2026-11-26"),
    ).toEqual([
      "2026-11-22T12:00Z open",
      "2026-11-23T00:00Z closed",
      "2026-11-24T00:00Z open",
      "2026-11-24T12:00Z closed",
    ]);
    expect(
      changesOf(compiled({ ...closed, except: { ...range, ...date } }), "2026-11-22", "2026-11-26"),
    ).toEqual(["2026-11-22T12:00Z open", "2026-11-24T12:00Z closed"]);
  });

  it("of a date end the shifts of such a range at midnight", () => {
    const except = { "2026-11-23": "closed", "2026-11-22 12:00..2026-11-24 12:00": "22:00-02:00" };
    expect(changesOf(compiled({ ...closed, except }), "2026-11-21", "2026-11-26")).toEqual([
      "2026-11-22T22:00Z open",
      "2026-11-23T00:00Z closed",
      "2026-11-24T00:00Z open",
      "2026-11-24T02:00Z closed",
    ]);
  });

  it("for a date that does not exist never apply", () => {
    const except = { "2026-02-30": "open", "02-30": "open", "2026-02-30 10:00..2026-02-30 12:00": "open" };
    expect(changesOf(compiled({ ...closed, except }), "2026-01-01", "2027-01-01")).toEqual([]);
  });
});

describe("always and never", () => {
  it("have neither a beginning nor an end", () => {
    const at = Date.parse("2026-11-23T12:00:00Z");
    expect(stateAt(compiled({ timeZone: "Asia/Tokyo", open: "always" }), at)).toEqual({
      open: true,
      because: { kind: "always" },
    });
    expect(stateAt(compiled({ timeZone: "Asia/Tokyo", open: "never" }), at)).toEqual({
      open: false,
      because: { kind: "never" },
    });
  });

  it("are one long shift when each day is open", () => {
    const schedule = compiled({ timeZone: "Europe/London", open: { "mon-sun": "open" } });
    expect(changesOf(schedule, "2026-01-01", "2028-01-01")).toEqual([]);
  });

  it("see changes up to 400 days away", () => {
    const schedule = compiled({ timeZone: "UTC", open: "never", except: { "2027-06-01": "open" } });
    const opening = Date.parse("2027-06-01T00:00:00Z");
    const day = 86_400_000;
    expect(stateAt(schedule, opening - 400 * day).until).toBe(opening);
    expect(stateAt(schedule, opening - 400 * day - 1).until).toBeUndefined();
    expect(stateAt(schedule, opening + 401 * day).since).toBe(opening + day);
    expect(stateAt(schedule, opening + 401 * day + 1).since).toBeUndefined();
  });
});
