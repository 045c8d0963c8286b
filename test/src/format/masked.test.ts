import { expect, it } from "vitest";
import { masked } from "../../../src/format/masked.ts";

it.each([
  ["+442079460123", "+44…23"],
  ["+442079460123 ext. 204", "+44…23 ext. 204"],
  ["from +442079460123 to +35315550142", "from +44…23 to +35…42"],
  ["sip:442079460123@pbx.example.com", "sip:44…23@pbx.example.com"],
  ["sip:+442079460123@pbx.example.com (REFER)", "sip:+44…23@pbx.example.com (REFER)"],
  ["acme.sip.twilio.com", "acme.sip.twilio.com"],
  ["the queue night-2026", "the queue night-2026"],
  ["voicemail", "voicemail"],
])("%s is shown as %s", (text, shown) => {
  expect(masked(text)).toBe(shown);
});
