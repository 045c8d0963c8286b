import { describe, expect, it } from "vitest";
import { exceeded } from "../../../src/policy/exceeded.ts";

const at = Date.parse("2026-11-23T00:00:00Z");
const route = (number: string) => ({ to: { kind: "number", number } });
const before = {
  routes: { a: route("+1"), b: route("+2"), c: route("+3") },
  numbers: { x: { number: "+9", answer: "a" } },
};

describe("the policy", () => {
  it("passes what is within its limits", () => {
    const after = { routes: { a: route("+4"), b: route("+2") }, numbers: before.numbers };
    expect(
      exceeded(
        { maxDestinationsRemoved: 1, maxDestinationsRetargeted: 1, maxNumbersChanged: 0 },
        before,
        after,
        at,
      ),
    ).toEqual([]);
    expect(exceeded({}, before, { routes: {}, numbers: {} }, at)).toEqual([]);
  });

  it("counts removed, retargeted and changed, and says how to allow them", () => {
    const after = { routes: { a: route("+4") }, numbers: { x: { number: "+9", answer: "b" } } };
    const found = exceeded(
      { maxDestinationsRemoved: 1, maxDestinationsRetargeted: 0, maxNumbersChanged: 0 },
      before,
      after,
      at,
    );
    expect(found.map(({ limit }) => limit)).toEqual([
      "maxDestinationsRemoved",
      "maxDestinationsRetargeted",
      "maxNumbersChanged",
    ]);
    expect(found[0]?.message).toBe(
      "This deployment removes 2 destinations (b, c); the policy allows 1. If that is meant, raise policy.maxDestinationsRemoved in handoffs.yaml to 2 in the same pull request.",
    );
  });

  it("counts a destination with an heir as renamed", () => {
    const after = {
      routes: { a: route("+1"), b: route("+2") },
      numbers: before.numbers,
      aliases: { c: "b" },
    };
    expect(exceeded({ maxDestinationsRemoved: 0 }, before, after, at)).toEqual([]);
  });

  it("counts a former id that leads nowhere any more as removed, and a new target under a new id as retargeted", () => {
    const routes = { a: route("+1"), b: route("+2"), d: route("+4") };
    const after = { routes, numbers: before.numbers, aliases: { c: "d" } };
    expect(exceeded({ maxDestinationsRetargeted: 0 }, before, after, at)).toMatchObject([
      { message: expect.stringContaining("(c)") },
    ]);
    expect(
      exceeded({ maxDestinationsRemoved: 0 }, after, { routes, numbers: before.numbers }, at),
    ).toMatchObject([{ message: expect.stringContaining("removes 1 destination (c)") }]);
  });

  it("does not count a number whose destination has only been renamed", () => {
    const { a: _, ...routes } = { ...before.routes, z: route("+1") };
    const numbers = { x: { number: "+9", answer: "z" } };
    const after = { routes, numbers, aliases: { a: "z" } };
    expect(exceeded({ maxNumbersChanged: 0, maxDestinationsRemoved: 0 }, before, after, at)).toEqual([]);
  });
});

describe("the policy of opening hours", () => {
  const weekly = (hours: string) => {
    const [opens, closes] = hours.split("-") as [string, string];
    const day = [{ opens, closes }];
    const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
    return { timeZone: "Europe/London", week, exceptions: [], holidays: [] };
  };
  const deployed = (schedules: Readonly<Record<string, unknown>>, hours: string | undefined) => ({
    routes: {
      desk:
        hours === undefined ? route("+1") : { ...route("+1"), hours: { schedule: hours, closed: "agent" } },
    },
    numbers: {},
    schedules,
  });
  const eight = deployed({ office: weekly("09:00-17:00") }, "office");

  it("counts what was open and will not be, and nothing else", () => {
    const six = deployed({ office: weekly("10:00-16:00") }, "office");
    expect(exceeded({ maxOpeningHoursLost: "25%" }, eight, six, at)).toEqual([]);
    expect(exceeded({ maxOpeningHoursLost: "24%" }, eight, six, at)).toEqual([
      {
        limit: "maxOpeningHoursLost",
        message:
          "This deployment takes opening hours from 1 destination (desk 25%); the policy allows 24% of each. If that is meant, raise policy.maxOpeningHoursLost in handoffs.yaml to 25% in the same pull request.",
      },
    ]);
    expect(exceeded({ maxOpeningHoursLost: "0%" }, six, eight, at)).toEqual([]);
  });

  it("counts hours moved as lost, and hours where there were none", () => {
    const moved = deployed({ office: weekly("13:00-21:00") }, "office");
    expect(exceeded({ maxOpeningHoursLost: "49%" }, eight, moved, at)[0]?.message).toContain("desk 50%");
    const always = deployed({}, undefined);
    expect(exceeded({ maxOpeningHoursLost: "70%" }, always, eight, at)[0]?.message).toContain("desk 77%");
    expect(exceeded({ maxOpeningHoursLost: "0%" }, eight, always, at)).toEqual([]);
  });

  it("follows a destination to its heir, and passes over what it cannot read", () => {
    const closed = deployed({ office: { ...weekly("09:00-17:00"), week: "never" } }, "office");
    const renamed = { ...closed, routes: { bureau: closed.routes.desk }, aliases: { desk: "bureau" } };
    expect(exceeded({ maxOpeningHoursLost: "99%" }, eight, renamed, at)[0]?.message).toContain("desk 100%");
    const damaged = deployed({ office: { timeZone: 3 } }, "office");
    expect(exceeded({ maxOpeningHoursLost: "0%" }, damaged, closed, at)).toEqual([]);
    const { schedules: _, ...old } = eight;
    expect(exceeded({ maxOpeningHoursLost: "0%" }, old, eight, at)).toEqual([]);
  });
});

describe("the policy of the default", () => {
  it("refuses another one when it says so", () => {
    const [was, is] = [
      { ...before, default: "a" },
      { ...before, default: "b" },
    ];
    expect(exceeded({ defaultChange: "refuse" }, was, is, at)).toEqual([
      {
        limit: "defaultChange",
        message:
          "This deployment makes b the default destination instead of a; the policy refuses that. If that is meant, set policy.defaultChange in handoffs.yaml to allow in the same pull request.",
      },
    ]);
    expect(exceeded({ defaultChange: "allow" }, was, is, at)).toEqual([]);
    expect(exceeded({}, was, is, at)).toEqual([]);
    expect(exceeded({ defaultChange: "refuse" }, before, is, at)).toEqual([]);
  });

  it("takes a renamed default for the same", () => {
    const after = {
      ...before,
      routes: { ...before.routes, z: route("+1") },
      default: "z",
      aliases: { a: "z" },
    };
    const { a: _, ...routes } = after.routes;
    expect(
      exceeded({ defaultChange: "refuse" }, { ...before, default: "a" }, { ...after, routes }, at),
    ).toEqual([]);
  });
});
