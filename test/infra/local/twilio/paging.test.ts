import fc from "fast-check";
import { expect, it } from "vitest";
import {
  maximumPageSize,
  metaOf,
  type Page,
  paginate,
  urisOf,
} from "../../../../infra/local/twilio/paging.ts";

const records = fc
  .uniqueArray(fc.stringMatching(/^[0-9a-f]{4}$/), { maxLength: 60 })
  .map((sids) => sids.map((sid) => ({ sid })));

const walk = (all: readonly { readonly sid: string }[], pageSize: number): readonly string[] => {
  const seen: string[] = [];
  let query: string | null = `PageSize=${pageSize}`;
  while (query !== null) {
    const page: Page<{ readonly sid: string }> = paginate(all, new URLSearchParams(query));
    if (all.length > 0) expect(page.items.length).toBeGreaterThan(0);
    seen.push(...page.items.map(({ sid }) => sid));
    query = page.next;
  }
  return seen;
};

it("shows everything once, in order, whatever the size of the pages", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 70 }), (all, pageSize) => {
      expect(walk(all, pageSize)).toEqual(all.map(({ sid }) => sid));
    }),
  );
});

it("goes back by the link to the page before", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 20 }), (all, pageSize) => {
      let page = paginate(all, new URLSearchParams({ PageSize: String(pageSize) }));
      while (page.next !== null) {
        const before = page;
        page = paginate(all, new URLSearchParams(page.next));
        const back = paginate(all, new URLSearchParams(page.previous ?? ""));
        expect(back.items).toEqual(before.items);
      }
    }),
  );
});

it("is not shifted by what is deleted from a page that was read, or added before it", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 2, max: 10 }), (all, pageSize) => {
      const first = paginate(all, new URLSearchParams({ PageSize: String(pageSize) }));
      fc.pre(first.next !== null);
      const changed = [{ sid: "added" }, ...all.slice(1)];
      const second = paginate(changed, new URLSearchParams(first.next ?? ""));
      expect(second.items).toEqual(all.slice(pageSize, 2 * pageSize));
    }),
  );
});

it("keeps the filters of the request in every link", () => {
  const all = [{ sid: "a" }, { sid: "b" }, { sid: "c" }];
  const page = paginate(all, new URLSearchParams({ PhoneNumber: "+44", PageSize: "1" }));
  const meta = metaOf(page, "https://example.com/v1/Things", "things");
  expect(meta.next_page_url).toBe(
    "https://example.com/v1/Things?PhoneNumber=%2B44&PageSize=1&Page=1&PageToken=PAa",
  );
  expect(meta.previous_page_url).toBeNull();
  expect(urisOf(page, "/2010-04-01/Things.json")).toMatchObject({
    first_page_uri: "/2010-04-01/Things.json?PhoneNumber=%2B44&PageSize=1&Page=0",
    start: 0,
    end: 0,
    page_size: 1,
  });
});

it.each([
  ["PageSize=0", 20001],
  [`PageSize=${maximumPageSize + 1}`, 20007],
  ["PageSize=ten", 20001],
  ["Page=1", 20001],
  ["Page=1&PageToken=PAgone", 21481],
])("refuses %s", (query, code) => {
  expect(() => paginate([{ sid: "a" }], new URLSearchParams(query))).toThrow(
    expect.objectContaining({ code }),
  );
});
