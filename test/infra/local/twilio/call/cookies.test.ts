import { expect, it } from "vitest";
import { createCookieJar } from "../../../../../infra/local/twilio/call/cookies.ts";

const site = new URL("https://site-1234-live.twil.io/handoffs/billing.xml");
const other = new URL("https://other-1234-live.twil.io/handoffs/billing.xml");
const router = new URL("/router", site);

it("go back to the host that set them, below their path", () => {
  const jar = createCookieJar();
  jar.store(site, ["everywhere=1; Path=/; HttpOnly", "here=2", "below=3; Path=/handoffs"]);
  expect(jar.headerFor(site)).toBe("everywhere=1; here=2; below=3");
  expect(jar.headerFor(router)).toBe("everywhere=1");
  expect(jar.headerFor(other)).toBeUndefined();
});

it("are replaced, expire, and may hold an equals sign", () => {
  const jar = createCookieJar();
  jar.store(router, ["a=1", "b=x=y", "c=3"]);
  jar.store(router, ["a=2", "c=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "", "=nameless"]);
  expect(jar.headerFor(router)).toBe("a=2; b=x=y");
});
