import fc from "fast-check";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { isSignedBy, signatureOf } from "../../../../../infra/local/twilio/serving/signature.ts";

const token = "12345";

it("is that of Twilio's documentation", () => {
  const parameters = new URLSearchParams({
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675310",
    From: "+14158675310",
    Digits: "1234",
    To: "+18005551212",
  });
  const url = "https://example.com/myapp.php?foo=1&bar=2";
  expect(signatureOf(token, url, parameters)).toBe("L/OH5YylLD5NRKLltdqwSvS0BnU=");
});

describe("agrees with Twilio's own library", () => {
  const path = fc.stringMatching(/^[a-z0-9/._-]{0,20}$/).map((text) => `https://example.com/${text}`);
  const parameters = fc.array(
    fc.tuple(fc.stringMatching(/^[A-Za-z]{1,8}$/), fc.string({ unit: "grapheme", maxLength: 12 })),
    { maxLength: 8 },
  );

  it("on what it signs", () => {
    fc.assert(
      fc.property(path, parameters, (url, pairs) => {
        const form = new URLSearchParams(pairs);
        const grouped = Object.fromEntries(
          [...new Set(form.keys())].map((name) => {
            const values = form.getAll(name);
            return [name, values.length === 1 ? values[0] : values];
          }),
        );
        const signature = signatureOf(token, url, form);
        expect(twilio.validateRequest(token, signature, url, grouped)).toBe(true);
        expect(isSignedBy(token, signature, url, form)).toBe(true);
      }),
    );
  });

  it("on what it refuses", () => {
    fc.assert(
      fc.property(path, parameters, (url, pairs) => {
        const form = new URLSearchParams(pairs);
        expect(isSignedBy("54321", signatureOf(token, url, form), url, form)).toBe(false);
        expect(isSignedBy(token, signatureOf(token, `${url}?more`, form), url, form)).toBe(false);
        expect(isSignedBy(token, undefined, url, form)).toBe(false);
      }),
    );
  });
});
