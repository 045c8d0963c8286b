import fc from "fast-check";
import twilio from "twilio";
import { expect, it } from "vitest";
import { parseTwiml } from "../../../../../infra/local/twilio/call/twiml.ts";

const number = { text: "+442079460001", content: "+442079460001" };

it("keeps what only XML 1.1 takes for a line end", () => {
  const [said] = parseTwiml("<Response><Say>a\u2028b\u0085c\r\nd</Say></Response>", "https://example.com");
  expect(said?.content).toBe("a\u2028b\u0085c\nd");
});

it("reads what Twilio's own library writes", () => {
  const printable = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((text) => !/[^\P{C}]/u.test(text));
  fc.assert(
    fc.property(printable, printable, (text, url) => {
      const voice = new twilio.twiml.VoiceResponse();
      voice.say({ voice: "Polly.Amy" }, text);
      voice.dial({ action: url, timeout: 20 }).number({ sendDigits: "ww1" }, "+442079460001");
      expect(parseTwiml(voice.toString(), "https://example.com")).toEqual([
        {
          name: "Say",
          attributes: { voice: "Polly.Amy" },
          children: [],
          text: text.replace(/\s+/g, " ").trim(),
          content: text,
        },
        {
          name: "Dial",
          attributes: { action: url, timeout: "20" },
          children: [{ name: "Number", attributes: { sendDigits: "ww1" }, children: [], ...number }],
          ...number,
        },
      ]);
    }),
  );
});

it("skips comments and reads CDATA", () => {
  const [say] = parseTwiml("<Response><!-- no --><Say><![CDATA[a < b]]></Say></Response>", "");
  expect(say?.text).toBe("a < b");
});
