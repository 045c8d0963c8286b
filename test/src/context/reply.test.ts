import { describe, expect, it, vi } from "vitest";
import type { HandoffContext } from "../../../src/context/context.ts";
import { hashKey, isKnownKey } from "../../../src/context/keys.ts";
import { type ContextRequest, replyTo } from "../../../src/context/reply.ts";

const scope = "acme-support/live";
const id = `CA${"1".repeat(32)}`;
const stored: HandoffContext = {
  id,
  shared_id: "order-7",
  destination: "billing",
  reason: "refund",
  utterance: "",
  headers: { "X-Order": "7" },
  data: { order: 7, nested: { paid: false }, reason: "of the agent's own" },
};
const keys = ["the-key-of-today", "the-key-of-tomorrow"].map((key) => hashKey(scope, key));

function ask(
  request: Partial<ContextRequest>,
  find = async (asked: string) => (asked === id || asked === "order-7" ? stored : undefined),
) {
  const spy = vi.fn(find);
  const isKnown = (key: string) => isKnownKey(scope, key, keys);
  const whole = { key: "the-key-of-today", id: undefined, shared_id: undefined, ...request };
  return replyTo(whole, isKnown, spy).then((reply) => ({ ...reply, found: spy.mock.calls.flat() }));
}

describe("a desk", () => {
  it.each([{ id }, { shared_id: "order-7" }])("gets what the agent handed over, by %o", async (by) => {
    expect(await ask(by)).toMatchObject({
      status: 200,
      body: {
        id,
        shared_id: "order-7",
        data: { order: 7, nested: { paid: false }, destination: "billing", reason: "refund" },
      },
    });
  });

  it("does not get the headers, nor what was left empty", async () => {
    const { body } = await ask({ id });
    expect(Object.keys("data" in body ? body.data : {}).sort()).toEqual([
      "destination",
      "nested",
      "order",
      "reason",
    ]);
  });

  it("may use either key while one takes the other's place", async () => {
    expect((await ask({ id, key: "the-key-of-tomorrow" })).status).toBe(200);
  });

  it("gets the same again", async () => {
    expect(await ask({ id })).toEqual(await ask({ id }));
  });

  it("asks by the shared id when it sends both, in one look-up", async () => {
    expect(await ask({ id: "another", shared_id: "order-7" })).toMatchObject({
      status: 200,
      found: ["order-7"],
    });
    expect(await ask({ id, shared_id: "another" })).toMatchObject({ status: 404, found: ["another"] });
  });

  it("does not find by one id what is stored under the other", async () => {
    expect((await ask({ id: "order-7" })).status).toBe(404);
    expect((await ask({ shared_id: id })).status).toBe(404);
  });
});

describe("the answer is", () => {
  it.each<[number, string, Partial<ContextRequest>]>([
    [401, "without a key", { id, key: undefined }],
    [401, "to an empty key", { id, key: "" }],
    [401, "to a key that is repeated", { id, key: ["the-key-of-today", "x"] }],
    [403, "to a wrong key", { id, key: "the-key-of-yesterday" }],
    [403, "to a key of another scope", { id, key: hashKey(scope, "the-key-of-today") }],
    [403, "to a key that is too long", { id, key: "k".repeat(100_000) }],
    [403, "to a wrong key without a question", { key: "x" }],
    [400, "without an id", {}],
    [400, "to an empty id", { id: "" }],
    [400, "to an id that is repeated", { id: [id, id] }],
    [400, "to an empty shared id, whatever the id", { id, shared_id: "" }],
    [400, "to an id that is too long", { id: "x".repeat(257) }],
    [404, "to an unknown id", { id: "CA0" }],
  ])("%i %s", async (status, _when, request) => {
    const { body, found, ...reply } = await ask(request);
    expect(reply.status).toBe(status);
    expect(body).toEqual({ error_message: expect.stringMatching(/\S/) });
    expect(found).toHaveLength(status === 404 ? 1 : 0);
  });

  it("500 when the store fails, which says nothing of why", async () => {
    const reply = await ask({ id }, () => Promise.reject(new Error("the secret of Sync")));
    expect(reply).toMatchObject({ status: 500 });
    expect(JSON.stringify(reply)).not.toContain("secret");
  });
});
