import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostOf, isSipUri, parseSipUri, userOf } from "../../../../../infra/local/twilio/call/sip-uri.ts";

const desk = "sip:desk@pbx.example.com";

it.each([
  [desk, {}, []],
  ["sip:pbx.example.com", {}, []],
  ["sips:desk@pbx.example.com:5061", {}, []],
  ["sip:+442079460123@[2001:db8::1]:5060;user=phone", { user: "phone" }, []],
  [`${desk};transport=TLS;secure=true`, { transport: "TLS", secure: "true" }, []],
  [`${desk};region=ie1;edge=dublin`, { region: "ie1", edge: "dublin" }, []],
  [
    `${desk}?X-Name=Agent%2C+A&User-to-User=1234%3Bencoding%3Dhex&X-Empty=&X-Bare`,
    {},
    [
      ["X-Name", "Agent,+A"],
      ["User-to-User", "1234;encoding=hex"],
      ["X-Empty", ""],
      ["X-Bare", ""],
    ],
  ],
])("%s is one", (text, parameters, headers) => {
  expect(parseSipUri(text)).toEqual({ uri: text.split("?")[0], parameters, headers });
});

it.each([
  ["", 13243],
  ["desk@pbx.example.com", 13243],
  ["sip:desk@", 13243],
  ["sip:de sk@pbx.example.com", 13243],
  ["<sip:desk@pbx.example.com>", 13243],
  [`${desk};transport=pigeon`, 32110],
  [`${desk};secure=perhaps`, 32110],
  [`${desk};region=europe`, 32110],
  [`${desk}?X-Name=%zz`, 32110],
  [`${desk}?X-Name=${"x".repeat(1017)}`, 13251],
])("%s is none (%i)", (text, code) => {
  expect(parseSipUri(text)).toMatchObject({ code });
});

it("has fewer than 255 characters, its headers apart", () => {
  const longest = `sip:${"d".repeat(254 - "sip:@pbx.example.com".length)}@pbx.example.com`;
  expect(longest).toHaveLength(254);
  expect(parseSipUri(longest)).toMatchObject({ uri: longest });
  expect(parseSipUri(`${longest}?X-Name=${"x".repeat(900)}`)).toMatchObject({ uri: longest });
  expect(parseSipUri(longest.replace("sip:", "sip:d"))).toMatchObject({ code: 13243 });
});

it("gives back any header that was percent-encoded", () => {
  const wellFormed = fc.string({ unit: "grapheme", maxLength: 60 });
  fc.assert(
    fc.property(wellFormed, (value) => {
      expect(parseSipUri(`${desk}?X-Name=${encodeURIComponent(value)}`)).toMatchObject({
        headers: [["X-Name", value]],
      });
    }),
  );
});

describe("an address", () => {
  it.each([
    ["sip:Desk@Acme.sip.twilio.com:5060;transport=tls", true, "Desk", "acme.sip.twilio.com"],
    ["sip:pbx.example.com", true, undefined, "pbx.example.com"],
    ["+442079460123", false, undefined, ""],
  ])("%s has a user and a host", (address, isSip, user, host) => {
    expect([isSipUri(address), userOf(address), hostOf(address)]).toEqual([isSip, user, host]);
  });
});
