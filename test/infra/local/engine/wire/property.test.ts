import { describe, expect, it } from "vitest";
import {
  hasSecrets,
  outputDependencies,
  remarked,
  revealed,
  secret,
  settled,
  shown,
  signatureKey,
  signatures,
  unknown,
} from "../../../../../infra/local/engine/wire/property.ts";

const output = (fields: object) => ({ [signatureKey]: signatures.output, ...fields });

describe("property values", () => {
  it("settles outputs into what they hold", () => {
    const given = {
      known: output({ value: 1 }),
      hidden: output({ value: [1], secret: true }),
      later: output({}),
      laterAndHidden: output({ secret: true }),
      inside: [{ deep: output({ value: output({ value: "x" }) }) }],
    };
    expect(settled(given)).toEqual({
      known: 1,
      hidden: secret([1]),
      later: unknown,
      laterAndHidden: secret(unknown),
      inside: [{ deep: "x" }],
    });
  });

  it("collects what outputs depend on", () => {
    const value = [
      output({ value: 1, dependencies: ["urn:a"] }),
      { b: output({ dependencies: ["urn:b", "urn:a"] }) },
    ];
    expect(outputDependencies(value)).toEqual(["urn:a", "urn:b"]);
  });

  it("reveals secrets, and marks again what was secret", () => {
    const sent = {
      plain: 1,
      hidden: secret("x"),
      nested: { hidden: secret("y"), plain: 2 },
      list: [secret("z")],
    };
    const bare = revealed(sent);
    expect(hasSecrets(bare)).toBe(false);
    expect(remarked({ ...bare, more: 3 }, sent)).toEqual({
      plain: 1,
      hidden: secret("x"),
      nested: { hidden: secret("y"), plain: 2 },
      list: secret(["z"]),
      more: 3,
    });
  });

  it("shows people neither secrets nor signatures", () => {
    const values = {
      hidden: secret({ password: "hush" }),
      later: unknown,
      asset: { [signatureKey]: signatures.asset, hash: "abc", text: "text" },
      reference: { [signatureKey]: signatures.reference, urn: "urn:a", id: "1" },
    };
    expect(shown(values)).toEqual({
      hidden: "[secret]",
      later: "[unknown]",
      asset: { hash: "abc", text: "text" },
      reference: "urn:a",
    });
  });
});
