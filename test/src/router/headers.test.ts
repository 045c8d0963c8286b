import fc from "fast-check";
import { expect, it } from "vitest";
import type { HandoffContext } from "../../../src/context/context.ts";
import { headersFor, withHeaders } from "../../../src/router/headers.ts";
import { valuesOf } from "../../../src/router/values.ts";
import { verbsFor } from "../../../src/target/index.ts";
import type { SipTarget } from "../../../src/target/sip.ts";
import { twiml } from "../../../src/twiml/document.ts";

const desk: SipTarget = {
  kind: "sip",
  method: "invite",
  uri: "sip:desk@pbx.example.com",
  headers: { "X-Reason": "unknown", "X-Team": "billing" },
};
const contextWith = (fields: Partial<HandoffContext>): HandoffContext => ({
  id: "CA1",
  shared_id: "CA1",
  destination: "desk",
  reason: "",
  utterance: "",
  headers: {},
  data: {},
  ...fields,
});
const headersOf = (headers: Readonly<Record<string, string>>) => {
  const to = withHeaders(desk, headersFor(desk, contextWith({ headers })));
  return to.kind === "sip" ? to.headers : {};
};

it("lets the agent's headers win, whatever their case, and keeps the others", () => {
  expect(headersOf({ "x-reason": "refund", "User-to-User": "order=7" })).toEqual({
    "X-Team": "billing",
    "x-reason": "refund",
    "User-to-User": "order=7",
  });
});

it("passes on nothing that would end the attempt, or begin a header of its own", () => {
  expect(
    headersOf({ From: "a", "X-Twilio-Id": "b", "X-": "c", "X-A B": "d", "X-Line": "e\r\nX-F: g" }),
  ).toEqual({
    ...desk.headers,
    "X-Line": "e X-F: g",
  });
  expect(headersOf({ "X-One": "1".repeat(900), "X-Two": "2".repeat(100), "X-Three": "3" })).toEqual({
    ...desk.headers,
    "X-One": "1".repeat(900),
    "X-Three": "3",
  });
});

it("gives only SIP targets headers", () => {
  const to = { kind: "number", number: "+442079460123" } as const;
  expect(withHeaders(to, headersFor(to, contextWith({ headers: { "X-Reason": "refund" } })))).toBe(to);
});

it("writes a document of whatever an agent hands over", () => {
  const attempt = {
    action: undefined,
    callerId: undefined,
    ring: { timeout: 25 },
    speech: { language: "en-GB" },
    whisperUrl: undefined,
    waitUrl: "/wait.xml",
    recording: "none",
    secrets: {},
  } as const;
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, (header, more) => {
      const given = contextWith({ headers: { "X-Any": header, "X-More": `${more}\ud83d` } });
      const to = withHeaders(desk, headersFor(desk, given));
      expect(twiml(verbsFor(to, attempt))).toContain("<Sip");
    }),
  );
});

it("fills in what the agent said, and of its data what is no list and no object", () => {
  const context = contextWith({
    reason: "refund",
    data: { order: 7, paid: false, lines: [1] },
    shared_id: "s",
  });
  const values = valuesOf({ From: "+442079460999", To: "+442079460000", CallSid: "CA1" }, "desk", context);
  expect(values).toEqual({
    reason: "refund",
    utterance: "",
    shared_id: "s",
    "data.order": "7",
    "data.paid": "false",
    destination: "desk",
    caller: "+442079460999",
    called: "+442079460000",
    call_sid: "CA1",
  });
  expect(valuesOf({}, "desk", undefined)).toEqual({
    destination: "desk",
    caller: "",
    called: "",
    call_sid: "",
  });
});
