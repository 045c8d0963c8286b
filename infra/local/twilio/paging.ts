import { RestError } from "./errors.ts";

/**
 * One page of a list, in the words of https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging.
 * A PageToken names the last resource of the page before, so that changes on earlier pages shift nothing; when that
 * resource itself is gone the token is refused, for a short list would be worse than an error.
 */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly pageSize: number;
  readonly start: number;
  /** The queries of the neighbouring pages, without `?`; null where there is none. */
  readonly first: string;
  readonly previous: string | null;
  readonly next: string | null;
  readonly self: string;
}

const defaultSize = 50;
export const maximumPageSize = 1000;

/** `records`: newest first, all of the list, already filtered. `query`: of the request, filters included. */
export const paginate = <Item extends { readonly sid: string }>(
  records: readonly Item[],
  query: URLSearchParams,
): Page<Item> => {
  const pageSize = integer(query, "PageSize", defaultSize);
  const page = integer(query, "Page", 0);
  const token = query.get("PageToken");
  if (pageSize < 1) throw new RestError(400, 20001, "PageSize must be greater than 0");
  if (pageSize > maximumPageSize) throw new RestError(400, 20007, "Page size too large");
  if (page > 0 && token === null)
    throw new RestError(
      400,
      20001,
      "Page cannot be given without PageToken: follow the link to the next page",
    );

  const start = token === null ? 0 : startOf(token, records);
  const items = records.slice(start, start + pageSize);
  const last = items.at(-1);
  const link = (number: number, pageToken?: string): string => {
    const linked = new URLSearchParams(query);
    linked.set("PageSize", String(pageSize));
    linked.set("Page", String(number));
    linked.delete("PageToken");
    if (pageToken !== undefined) linked.set("PageToken", pageToken);
    return linked.toString();
  };
  const before = records[start - pageSize - 1];
  return {
    items,
    page,
    pageSize,
    start,
    first: link(0),
    previous: page === 0 ? null : link(page - 1, before === undefined ? undefined : `PA${before.sid}`),
    next: last !== undefined && start + pageSize < records.length ? link(page + 1, `PA${last.sid}`) : null,
    self: link(page, token ?? undefined),
  };
};

/** `meta` of the v1 APIs; `url` is the list without its query. */
export const metaOf = (page: Page<unknown>, url: string, key: string) => ({
  first_page_url: `${url}?${page.first}`,
  key,
  next_page_url: page.next === null ? null : `${url}?${page.next}`,
  page: page.page,
  page_size: page.pageSize,
  previous_page_url: page.previous === null ? null : `${url}?${page.previous}`,
  url: `${url}?${page.self}`,
});

/** The same of the 2010 API; `uri` is relative to its host. */
export const urisOf = (page: Page<unknown>, uri: string) => ({
  first_page_uri: `${uri}?${page.first}`,
  next_page_uri: page.next === null ? null : `${uri}?${page.next}`,
  previous_page_uri: page.previous === null ? null : `${uri}?${page.previous}`,
  uri: `${uri}?${page.self}`,
  page: page.page,
  page_size: page.pageSize,
  start: page.start,
  end: Math.max(page.start, page.start + page.items.length - 1),
});

const integer = (query: URLSearchParams, name: string, otherwise: number): number => {
  const text = query.get(name);
  if (text === null || text === "") return otherwise;
  if (!/^\d+$/.test(text)) throw new RestError(400, 20001, `${name} must be a whole number, not "${text}"`);
  return Number(text);
};

const startOf = (token: string, records: readonly { readonly sid: string }[]): number => {
  const index = records.findIndex(({ sid }) => token === `PA${sid}`);
  if (index < 0) throw new RestError(400, 21481, "Invalid PageToken");
  return index + 1;
};
