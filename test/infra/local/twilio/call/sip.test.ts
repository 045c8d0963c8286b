import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LegOutcome } from "../../../../../infra/local/twilio/call/trace.ts";
import { eventsOf, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const desk = "sip:desk@pbx.example.com";
const dial = (sip: string, attributes = ""): string =>
  response(`<Dial action="/after" ${attributes}>${sip}</Dial>`);
const after = response("<Say>after</Say>");

it("is rung with its parameters and headers", async () => {
  const trace = await stage.call({
    "/main": dial(`<Sip>${desk};transport=tls?X-Reason=a%20bill&amp;User-to-User=00%3Bencoding%3Dhex</Sip>`),
    "/after": response("<Hangup/>"),
  });
  const destination = {
    kind: "sip",
    uri: `${desk};transport=tls`,
    headers: { "X-Reason": "a bill", "User-to-User": "00;encoding=hex" },
  };
  expect(eventsOf(trace, "leg")).toMatchObject([{ destination, outcome: "answered", bridged: true }]);
  expect(trace.end).toEqual({ kind: "person", destination });
});

it.each<[LegOutcome, string, string]>([
  ["answered", "completed", "200"],
  ["declined", "completed", "200"],
  ["busy", "busy", "486"],
  ["no-answer", "no-answer", "487"],
  ["failed", "failed", "503"],
])("that is %s tells its action so, in SIP's words too", async (outcome, status, code) => {
  await stage.call({ "/main": dial(`<Sip>${desk}</Sip>`), "/after": after }, { outcomes: [outcome] });
  expect(Object.fromEntries(stage.received.at(-1)?.form ?? [])).toMatchObject({
    DialCallStatus: status,
    DialSipResponseCode: code,
    DialSipCallId: expect.stringContaining("@"),
  });
});

it("gets credentials, of which the trace has the name and nothing has the password", async () => {
  const trace = await stage.call({
    "/main": dial(`<Sip username="handoffs" password="pass-phrase">${desk}</Sip>`, 'timeout="none"'),
    "/after": after,
  });
  expect(eventsOf(trace, "leg")[0]?.destination).toMatchObject({ username: "handoffs" });
  expect(JSON.stringify(trace)).not.toContain("pass-phrase");
  expect(JSON.stringify(stage.received)).not.toContain("pass-phrase");
});

it.each([
  ["no SIP address", "desk@pbx.example.com", 13243],
  ["an unknown transport", `${desk};transport=pigeon`, 32110],
  ["a header that Twilio does not pass on", `${desk}?Subject=bill`, 13252],
])("with %s is not rung", async (_name, uri, code) => {
  const trace = await stage.call({ "/main": dial(`<Sip>${uri}</Sip>`), "/after": after });
  expect(eventsOf(trace, "warning")).toMatchObject([{ code }]);
  expect(eventsOf(trace, "leg")).toMatchObject([{ outcome: "failed", bridged: false }]);
  expect(stage.received.at(-1)?.form.get("DialCallStatus")).toBe("failed");
});

it("is rung without a header that is Twilio's own", async () => {
  const trace = await stage.call({
    "/main": dial(`<Sip>${desk}?X-Twilio-CallSid=1&amp;X-Reason=bill</Sip>`),
    "/after": after,
  });
  expect(eventsOf(trace, "warning")).toMatchObject([{ code: 32113 }]);
  expect(eventsOf(trace, "leg")).toMatchObject([
    { outcome: "answered", destination: { headers: { "X-Reason": "bill" } } },
  ]);
});

it.each([
  `<Sip>${desk}</Sip><Sip>sip:other@pbx.example.com</Sip>`,
  `<Sip>${desk}</Sip><Number>+442079460001</Number>`,
])("is alone in its Dial: %s", async (nouns) => {
  const trace = await stage.call({ "/main": dial(nouns), "/after": after });
  expect(trace.end).toMatchObject({ kind: "error", code: 13216 });
});

describe("callerId", () => {
  it.each([
    ['callerId="front-desk_1"', "answered"],
    ['callerId="+442079460555"', "answered"],
    ['callerId="front desk"', "failed"],
  ])("%s is %s", async (attribute, outcome) => {
    const trace = await stage.call({ "/main": dial(`<Sip>${desk}</Sip>`, attribute), "/after": after });
    expect(eventsOf(trace, "leg")).toMatchObject([{ outcome }]);
  });

  it("of a caller by SIP is the user of the address", async () => {
    const trace = await stage.call(
      { "/main": dial(`<Sip>${desk}</Sip>`), "/after": after },
      { from: "sip:alice@pbx.example.com" },
    );
    expect(eventsOf(trace, "leg")).toMatchObject([{ callerId: "alice" }]);
  });
});

it("hears a whisper on its own leg", async () => {
  const trace = await stage.call({
    "/main": dial(`<Sip url="/whisper">${desk};transport=tls</Sip>`),
    "/whisper": response('<Gather numDigits="1" action="/accept"/><Hangup/>'),
    "/accept": response("<Say>Connecting</Say>"),
    "/after": response("<Hangup/>"),
  });
  expect(eventsOf(trace, "leg")).toMatchObject([{ outcome: "answered", bridged: true }]);
  const whispered = stage.received.find(({ path }) => path === "/whisper");
  expect(whispered?.form.get("To")).toBe(`${desk};transport=tls`);
  expect(whispered?.form.get("ParentCallSid")).toBe(trace.callSid);
});
