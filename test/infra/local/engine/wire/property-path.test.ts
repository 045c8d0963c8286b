import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, parsePath, withOld } from "../../../../../infra/local/engine/wire/property-path.ts";

describe("a property path", () => {
  it.each([
    ["a", ["a"]],
    ["a.b.c", ["a", "b", "c"]],
    ["a[0].b", ["a", 0, "b"]],
    ['a["b.c"]', ["a", "b.c"]],
    ['["a\\"b"]', ['a"b']],
    ["a[*].b", ["a", "*", "b"]],
    ["*", ["*"]],
  ])("%s is read", (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  it.each(["", "a..b", "a[", "a]", 'a["b', "a[-1]"])("%s is none", (text) => {
    expect(parsePath(text)).toBeUndefined();
  });

  it("is read back from quoted keys", () => {
    const key = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), (keys) => {
        const text = keys.map((name) => `["${name.replace(/["\\]/g, "\\$&")}"]`).join("");
        expect(parsePath(text)).toEqual(keys);
      }),
    );
  });

  it("covers what lies under it", () => {
    expect(covers(["a"], ["a", "b"])).toBe(true);
    expect(covers(["*"], ["a"])).toBe(true);
    expect(covers(["a", "b"], ["a"])).toBe(false);
    expect(covers(["a"], ["b"])).toBe(false);
  });
});

describe("ignoring a path", () => {
  const fresh = { a: 2, nested: { x: 2, y: 2 }, list: [{ n: 2 }, { n: 2 }], added: 2 };
  const old = { a: 1, nested: { x: 1, y: 1 }, list: [{ n: 1 }, { n: 1 }], removed: 1 };

  it.each([
    [["a"], { ...fresh, a: 1 }],
    [["nested", "x"], { ...fresh, nested: { x: 1, y: 2 } }],
    [["list", 0, "n"], { ...fresh, list: [{ n: 1 }, { n: 2 }] }],
    [["list", "*", "n"], { ...fresh, list: [{ n: 1 }, { n: 1 }] }],
    [["added"], { a: 2, nested: fresh.nested, list: fresh.list }],
    [["removed"], { ...fresh, removed: 1 }],
    [["nothing", "there"], fresh],
    [["*"], old],
  ])("%j keeps what was there", (path, expected) => {
    expect(withOld(fresh, old, path)).toEqual(expected);
  });
});
