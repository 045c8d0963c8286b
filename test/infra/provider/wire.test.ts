import fc from "fast-check";
import { expect, it } from "vitest";
import {
  asset,
  equal,
  isAsset,
  isSecret,
  isUnknown,
  type Properties,
  secret,
  unknown,
  type Value,
} from "../../../infra/provider/property.ts";
import { fromStruct, toStruct } from "../../../infra/provider/wire.ts";

// jspb.Map keeps its entries in an object, which loses this one key; no schema has it.
const key = fc
  .oneof(fc.string(), fc.constantFrom("constructor", "toString", "hasOwnProperty", "a.b", 'a"]["b'))
  .filter((text) => text !== "__proto__");

const { value } = fc.letrec<{ value: Value; properties: Properties }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.string({ unit: "binary" }),
    fc.constant(unknown),
    fc.record({ hash: fc.stringMatching(/^[0-9a-f]{64}$/), text: fc.string({ minLength: 1 }) }).map(asset),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("properties"),
    tie("value").map(secret),
  ),
  properties: fc
    .array(fc.tuple(key, tie("value")), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries)),
}));

it("sends every value and gets the same back, also over the wire's bytes", () => {
  fc.assert(
    fc.property(fc.dictionary(key, value), (sent) => {
      const message = toStruct(sent);
      const bytes = message.serializeBinary();
      const received = fromStruct(
        (
          message.constructor as unknown as { deserializeBinary: (b: Uint8Array) => typeof message }
        ).deserializeBinary(bytes),
      );
      expect(comparable(received)).toEqual(comparable(sent));
    }),
  );
});

/** Symbols are what `toEqual` does not compare. */
function comparable(from: Value): unknown {
  if (isSecret(from)) return ["secret", comparable(from.value)];
  if (isUnknown(from)) return ["unknown"];
  if (isAsset(from)) return ["asset", from.hash, from.text];
  if (Array.isArray(from)) return from.map(comparable);
  if (typeof from !== "object" || from === null) return Object.is(from, -0) ? 0 : from;
  return [
    "map",
    Object.entries(from)
      .map(([name, inner]) => [name, comparable(inner)])
      .sort(),
  ];
}

it("compares equal values as equal, and none with an unknown inside", () => {
  fc.assert(
    fc.property(value, (one) => {
      const hasUnknown = JSON.stringify(comparable(one)).includes('["unknown"]');
      expect(equal(one, structuredCopy(one))).toBe(!hasUnknown);
    }),
  );
});

const structuredCopy = (one: Value): Value => fromStruct(toStruct({ one })).one ?? null;

it("takes no user data for one of Pulumi's own values", () => {
  const properties = { kind: "secret", value: "x", "": "unknown" };
  const received = fromStruct(toStruct({ properties })).properties;
  expect(isSecret(received)).toBe(false);
  expect(received).toEqual(properties);
});
