import { CallError } from "./call-error.ts";

/** An address, from a document's own where it is relative. Throws CallError. */
export const parseUrl = (url: string, base?: string): URL => {
  if (!URL.canParse(url, base)) throw new CallError(11100, `Invalid URL format: "${url}"`, url);
  return new URL(url, base);
};

/** Whether two addresses differ in nothing but their queries. */
export const isSamePage = (a: string, b: string): boolean => {
  const [one, other] = [new URL(a), new URL(b)];
  return one.origin === other.origin && one.pathname === other.pathname;
};
