import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../../../../infra/local/engine/problem.ts";
import { openSecrets, type Secrets } from "../../../../../infra/local/engine/state/secrets.ts";

// Made by `pulumi config set --secret` with this passphrase.
const fromPulumi = {
  passphrase: "correct horse",
  salt: "v1:E2qR3JPMm9U=:v1:gK5QUIlcj9QquhGV:2+6WcinvXzCQTxi+5HRmvx0vJ9Tq6A==",
  ciphertext: "v1:fd701cQXFcFLaMKT:If2SxQWXSP5BBijaAL/yiTCI7uh12W7oE+NCn0g9",
  plaintext: "battery staple",
};

describe("passphrase secrets", () => {
  let secrets: Secrets;
  beforeAll(async () => {
    secrets = await openSecrets("a passphrase");
  });

  it("are those of the pulumi CLI", async () => {
    const opened = await openSecrets(fromPulumi.passphrase, fromPulumi.salt);
    expect(opened.decrypt(fromPulumi.ciphertext)).toBe(fromPulumi.plaintext);
    expect(opened.salt).toBe(fromPulumi.salt);
  });

  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => secrets.decrypt(secrets.encrypt(text)) === text),
    );
  });

  it("never look the same twice", () => {
    expect(secrets.encrypt("hush")).not.toBe(secrets.encrypt("hush"));
  });

  it("open again with their salt", async () => {
    const again = await openSecrets("a passphrase", secrets.salt);
    expect(again.decrypt(secrets.encrypt("hush"))).toBe("hush");
  });

  it("do not open with another passphrase", async () => {
    await expect(openSecrets("another", fromPulumi.salt)).rejects.toThrow(/The passphrase is wrong/);
  });

  it("do not open when any part is damaged", () => {
    const [version, nonce = "", sealed = ""] = secrets.encrypt("hush").split(":");
    const flip = (text: string) => {
      const bytes = Buffer.from(text, "base64");
      bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
      return bytes.toString("base64");
    };
    for (const damaged of [
      `${version}:${flip(nonce)}:${sealed}`,
      `${version}:${nonce}:${flip(sealed)}`,
      "v2:a:b",
      "x",
    ]) {
      expect(() => secrets.decrypt(damaged)).toThrow(Problem);
    }
  });

  it("refuse a salt of a later form", async () => {
    await expect(openSecrets("a passphrase", "v2:abc:def")).rejects.toThrow(/"v2"/);
  });
});
