import { describe, expect, it } from "vitest";
import { instantOf, momentFrom, momentText } from "../../../src/schedule/moment.ts";
import { datesOf } from "../../../src/schedule/notation.ts";
import { stateAt } from "../../../src/schedule/state.ts";
import { datesText, stateText } from "../../../src/schedule/text.ts";
import { compiled } from "./office.ts";

describe("dates", () => {
  it.each(["2026-12-24", "2026-12-27..2026-12-28", "2026-11-30 14:00..2026-11-30 16:00", "02-29"])(
    "%s reads as it is written",
    (text) => {
      expect(datesText(datesOf(text))).toBe(text);
    },
  );
});

describe("moments", () => {
  const at = Date.parse("2026-07-10T22:30:00Z");

  it("are told in the zone", () => {
    expect(momentText("Europe/London", at)).toBe("Fri 2026-07-10 23:30");
    expect(momentText("Asia/Kathmandu", at)).toBe("Sat 2026-07-11 04:15");
    expect(momentText("Nowhere/Land", at)).toBe("2026-07-10T22:30:00.000Z");
  });

  it("are as short as they can be", () => {
    expect(momentFrom("Europe/London", at, at - 3_600_000)).toBe("23:30");
    expect(momentFrom("Europe/London", at, at + 3_600_000)).toBe("Fri 23:30");
    expect(momentFrom("Europe/London", at, at + 6 * 86_400_000)).toBe("Fri 23:30");
    expect(momentFrom("Europe/London", at, at + 7 * 86_400_000)).toBe("2026-07-10 23:30");
  });

  it("are read from the zone's clock", () => {
    expect(instantOf("Europe/London", "2026-07-10T23:30")).toBe(at);
    expect(instantOf("Europe/London", "2026-03-29T01:30")).toBe(Date.parse("2026-03-29T01:00:00Z"));
    expect(instantOf("Europe/London", "2026-10-25T01:30")).toBe(Date.parse("2026-10-25T00:30:00Z"));
    expect(instantOf("Europe/London", "2026-02-30T10:00")).toBeUndefined();
    expect(instantOf("Nowhere/Land", "2026-07-10T23:30")).toBeUndefined();
  });
});

describe("states without a change", () => {
  const at = Date.parse("2026-07-10T22:30:00Z");
  it.each([
    ["always", "Europe/London", "always open, desk hours, Europe/London"],
    ["never", "Europe/London", "always closed, desk hours, Europe/London"],
    [
      "never",
      "Nowhere/Land",
      "taken for open: the time zone of the desk hours, Nowhere/Land, is not known here",
    ],
  ] as const)("%s in %s", (open, timeZone, text) => {
    const schedule = compiled({ timeZone, open });
    expect(stateText("desk", schedule, stateAt(schedule, at), at)).toBe(text);
  });
});
