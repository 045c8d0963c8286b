import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officialClient } from "../rest-client.ts";
import { eventsOf, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
let domainSid: string;
const desk = "+442079460001";
const owned = "+442079460100";
const from = "sip:+442079460555@pbx.example.com";
const to = "sip:billing@acme.sip.twilio.com";

beforeAll(async () => {
  stage = await startStage();
  const client = officialClient(stage.checked.emulator.endpoint);
  const urls = { voiceUrl: `${stage.origin}/main`, voiceFallbackUrl: `${stage.origin}/onerror` };
  domainSid = (await client.sip.domains.create({ domainName: "acme.sip.twilio.com", ...urls })).sid;
  await client.sip.domains.create({ domainName: "silent.sip.twilio.com" });
  await client.incomingPhoneNumbers.create({ phoneNumber: owned, ...urls });
});
afterAll(async () => {
  await stage.close();
});

const redirect = response("<Redirect>/next</Redirect>");
const hello = response("<Say>Hello</Say>");

describe("a call to a SIP domain", () => {
  it("asks its VoiceUrl, with the headers of the INVITE that Twilio reads", async () => {
    await stage.call(
      { "/main": redirect, "/next": hello },
      { to, from, headers: { "X-Reason": "bill", "User-to-User": "00", Subject: "no" } },
    );
    const [first, second] = stage.received;
    expect(Object.fromEntries(first?.form ?? [])).toMatchObject({
      To: to,
      From: from,
      SipDomain: "acme.sip.twilio.com",
      SipDomainSid: domainSid,
      SipCallId: expect.stringContaining("@"),
      SipSourceIp: "127.0.0.1",
      "SipHeader_X-Reason": "bill",
      "SipHeader_User-to-User": "00",
    });
    expect(first?.form.get("SipHeader_Subject")).toBeNull();
    expect(second?.form.get("To")).toBe(to);
    expect(second?.form.get("SipHeader_X-Reason")).toBeNull();
  });

  it("asks its fallback when that fails", async () => {
    const trace = await stage.call({ "/main": { status: 500 }, "/onerror": hello }, { to });
    expect(trace.end).toEqual({ kind: "message", text: "Hello" });
  });

  it("that has no VoiceUrl says so", async () => {
    const trace = await stage.call({}, { to: "sip:billing@silent.sip.twilio.com" });
    expect(trace.end).toMatchObject({ kind: "error", message: expect.stringContaining("no VoiceUrl") });
  });

  it("of somebody else, or from a telephone, is refused", async () => {
    await expect(stage.call({}, { to: "sip:billing@other.sip.twilio.com" })).rejects.toMatchObject({
      code: 21232,
    });
    await expect(stage.call({}, { to, from: "+442079460555" })).rejects.toMatchObject({ code: 21212 });
  });

  it("shows telephones a number of ours, or does not ring them (13214)", async () => {
    const dial = (attribute: string) => ({
      "/main": response(`<Dial ${attribute}>${desk}</Dial>`),
    });
    const own = await stage.call(dial(`callerId="${owned}"`), { to, from });
    expect(eventsOf(own, "leg")).toMatchObject([{ callerId: owned, outcome: "answered" }]);
    const claimed = await stage.call(dial(""), { to, from });
    expect(eventsOf(claimed, "warning")).toMatchObject([{ code: 13214 }]);
    expect(eventsOf(claimed, "leg")).toMatchObject([{ callerId: "+442079460555", outcome: "failed" }]);
  });
});

it("reaches a number by SIP too", async () => {
  await stage.call({ "/main": hello }, { to: owned, from, headers: { "X-Reason": "bill" } });
  expect(stage.received[0]?.form.get("SipHeader_X-Reason")).toBe("bill");
  expect(stage.received[0]?.form.get("SipDomain")).toBeNull();
});
