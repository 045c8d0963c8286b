import fc from "fast-check";
import { expect, it } from "vitest";
import { documentName, readContext } from "../../../src/context/context.ts";
import { findContext, type Get } from "../../../src/context/sync.ts";

const now = Date.parse("2026-11-23T10:00:00Z");
const key = { key: "SK1", secret: "s" };
const data = {
  id: "CA1",
  shared_id: "CA1",
  destination: "billing",
  reason: "",
  utterance: "",
  headers: {},
  data: {},
};
const find = (get: Get) => findContext("acme/live", "CA1", key, now, 1000, get);
const answering =
  (status: number, body: unknown): Get =>
  async () => ({ status, json: async () => body });

it("reads the document of that name once, with the key", async () => {
  const asked: unknown[] = [];
  const found = await find(async (url, { headers }) => {
    asked.push(url, headers);
    return { status: 200, json: async () => ({ data, date_expires: "2026-11-23T10:00:01Z" }) };
  });
  expect(found).toEqual(data);
  expect(asked).toEqual([
    `https://sync.twilio.com/v1/Services/default/Documents/${documentName("acme/live", "CA1")}`,
    { authorization: `Basic ${Buffer.from("SK1:s").toString("base64")}` },
  ]);
});

it("finds nothing where there is none, where it has expired though Twilio has it still, or where it is no context", async () => {
  expect(await find(answering(404, {}))).toBeUndefined();
  expect(await find(answering(200, { data, date_expires: "2026-11-23T10:00:00Z" }))).toBeUndefined();
  expect(await find(answering(200, { data: { id: 7 }, date_expires: null }))).toBeUndefined();
});

it("fails when Sync does", async () => {
  await expect(find(answering(429, {}))).rejects.toThrow("Sync answered 429");
});

it("names documents so that no two ids and no two environments share one", () => {
  const id = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(id, id, (one, other) => {
      fc.pre(one !== other);
      expect(documentName("acme/live", one)).not.toBe(documentName("acme/live", other));
      expect(documentName("acme/live", one)).not.toBe(documentName("acme/sandbox", one));
    }),
  );
  expect(documentName("acme/live", "order 7")).toMatch(/^handoff\.[0-9a-f]{64}$/);
});

it("takes any JSON for a context or for none, and never throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const found = readContext(value);
      expect(found === undefined || typeof found.id === "string").toBe(true);
    }),
  );
});
