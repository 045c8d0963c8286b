import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesBetween, stateAt } from "../../../src/schedule/state.ts";
import { zoneOf } from "../../../src/schedule/zone.ts";
import { cases } from "./generated.ts";
import { openAt } from "./oracle.ts";

const day = 86_400_000;

describe("stateAt", () => {
  it("agrees with a slow reading of the clock", () => {
    fc.assert(
      fc.property(cases, ({ schedule, instants }) => {
        for (const at of instants)
          expect(stateAt(schedule, at).open, new Date(at).toISOString()).toBe(openAt(schedule, at));
      }),
      { numRuns: 300 },
    );
  });

  it("agrees with it at the edges, to the second", () => {
    fc.assert(
      fc.property(cases, ({ schedule, instants: [at = 0] }) => {
        for (const change of changesBetween(schedule, at - day, at + day))
          for (const near of [change.at - 1000, change.at, change.at + 1000])
            expect(stateAt(schedule, near).open, new Date(near).toISOString()).toBe(openAt(schedule, near));
      }),
      { numRuns: 200 },
    );
  });

  it("says since when and until when", () => {
    fc.assert(
      fc.property(cases, ({ schedule, instants }) => {
        for (const at of instants) {
          const { open, since, until } = stateAt(schedule, at);
          if (since !== undefined) {
            expect(since).toBeLessThanOrEqual(at);
            expect(stateAt(schedule, since).open).toBe(open);
            expect(stateAt(schedule, since - 1).open).toBe(!open);
          }
          if (until !== undefined) {
            expect(until).toBeGreaterThan(at);
            expect(stateAt(schedule, until - 1).open).toBe(open);
            expect(stateAt(schedule, until).open).toBe(!open);
          }
        }
      }),
    );
  });
});

describe("changesBetween", () => {
  it("lists each opening and closing once, in turn", () => {
    fc.assert(
      fc.property(cases, ({ schedule, instants: [at = 0, ...others] }) => {
        const [from, to] = [at - 40 * day, at + 40 * day];
        const changes = changesBetween(schedule, from, to);
        let { open } = stateAt(schedule, from - 1);
        let last = from - 1;
        for (const change of changes) {
          expect(change.at).toBeGreaterThan(last);
          expect(change.open).toBe(!open);
          expect(stateAt(schedule, change.at - 1000).open).toBe(open);
          expect(stateAt(schedule, change.at)).toMatchObject({ open: !open, because: change.because });
          ({ open, at: last } = change);
        }
        for (const other of others)
          expect(stateAt(schedule, other).open).toBe(
            changes.findLast((change) => change.at <= other)?.open ?? stateAt(schedule, from).open,
          );
      }),
    );
  });

  it("is the same in one piece and in two", () => {
    fc.assert(
      fc.property(cases, ({ schedule, instants: [a = 0, b = 0] }) => {
        const [from, to] = [a - 50 * day, a + 50 * day];
        expect([...changesBetween(schedule, from, b), ...changesBetween(schedule, b, to)]).toEqual(
          changesBetween(schedule, from, to),
        );
      }),
    );
  });
});

describe("zones", () => {
  /** Days on which a zone has another offset than the clock that Intl shows. */
  function wrongDays(name: string, from: string, to: string): readonly string[] {
    const zone = zoneOf(name);
    const clock = new Intl.DateTimeFormat("sv-SE", {
      timeZone: name,
      dateStyle: "short",
      timeStyle: "medium",
    });
    const wrong: string[] = [];
    for (let at = Date.parse(from); at < Date.parse(to); at += day) {
      const shown = Date.parse(`${clock.format(at).replace(" ", "T")}Z`);
      if (zone?.offset(at) !== shown - at) wrong.push(`${name} ${new Date(at).toISOString()}`);
    }
    return wrong;
  }

  it("have the offset that Intl shows, on every day of a year", () => {
    const names = Intl.supportedValuesOf("timeZone");
    expect(names.flatMap((name) => wrongDays(name, "2026-01-01", "2027-01-01"))).toEqual([]);
  });

  it("may go back for a month only, as Morocco's does", () => {
    expect(wrongDays("Africa/Casablanca", "2018-01-01", "2040-01-01")).toEqual([]);
  });

  it("show at an instant what they were asked for, but in a gap", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Europe/London", "Australia/Lord_Howe", "Asia/Beirut", "Africa/Casablanca"),
        fc.integer({ min: Date.parse("2000-01-01"), max: Date.parse("2040-01-01") }),
        (name, wall) => {
          const zone = zoneOf(name);
          if (!zone) throw new Error(`${name} is not known`);
          const [first, last] = [zone.first(wall), zone.last(wall)];
          expect(first).toBeLessThanOrEqual(last);
          const shown = first + zone.offset(first);
          if (shown === wall) expect(last + zone.offset(last)).toBe(wall);
          else {
            expect(shown).toBeGreaterThan(wall);
            expect(first - 1 + zone.offset(first - 1)).toBeLessThan(wall);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
