/** A list in Twilio's two forms: serverless has `meta.next_page_url`, api has `next_page_uri`. */
export interface Page {
  readonly meta?: { readonly next_page_url?: string | null };
  readonly next_page_uri?: string | null;
}

/**
 * All pages of a list. A page that fails fails the list: a short list would be taken for the whole one.
 * Only the query of the next page's address is followed, so credentials stay with the endpoint.
 */
export async function pages<T extends Page>(
  get: (query: URLSearchParams) => Promise<T>,
  pageSize = 1000,
): Promise<readonly T[]> {
  const found: T[] = [];
  let query: URLSearchParams | undefined = new URLSearchParams({ PageSize: String(pageSize) });
  const seen = new Set<string>();
  while (query !== undefined) {
    const page: T = await get(query);
    found.push(page);
    seen.add(String(query));
    query = nextQuery(page);
    if (query !== undefined && seen.has(String(query)))
      throw new Error(`Twilio's list comes back to its own page ${query}`);
  }
  return found;
}

function nextQuery(page: Page): URLSearchParams | undefined {
  const next = page.meta?.next_page_url ?? page.next_page_uri;
  return next === null || next === undefined || next === ""
    ? undefined
    : new URL(next, "https://twilio.invalid").searchParams;
}
