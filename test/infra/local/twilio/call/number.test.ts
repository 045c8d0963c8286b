import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officialClient } from "../rest-client.ts";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
const desk = "+442079460001";
const owned = "+442079460100";
const verified = "+442079460900";

beforeAll(async () => {
  stage = await startStage();
  const client = officialClient(stage.checked.emulator.endpoint);
  await client.incomingPhoneNumbers.create({
    phoneNumber: owned,
    voiceUrl: `${stage.origin}/owned`,
    voiceMethod: "GET",
  });
  await client.validationRequests.create({ phoneNumber: verified });
});
afterAll(async () => {
  await stage.close();
});

describe("callerId", () => {
  const from = "+442079460700";
  it.each([
    ["left out", "", from],
    ["the caller", `callerId="${from}"`, from],
    ["the called number", 'callerId="+442079460991"', "+442079460991"],
    ["an owned number", `callerId="${owned}"`, owned],
    ["a verified number", `callerId="${verified}"`, verified],
  ])("may be %s", async (_name, attribute, callerId) => {
    const trace = await stage.call({ "/main": response(`<Dial ${attribute}>${desk}</Dial>`) }, { from });
    expect(eventsOf(trace, "leg")).toMatchObject([{ callerId, outcome: "answered" }]);
    expect(eventsOf(trace, "warning")).toEqual([]);
  });

  it("of anybody else is warned about (13214), and nobody is rung", async () => {
    const trace = await stage.call({
      "/main": response(`<Dial callerId="+442079460555" action="/after">${desk}</Dial>`),
      "/after": response("<Say>sorry</Say>"),
    });
    expect(eventsOf(trace, "warning")).toMatchObject([{ code: 13214 }]);
    expect(eventsOf(trace, "leg")).toMatchObject([{ outcome: "failed", bridged: false }]);
    expect(stage.received[1]?.form.get("DialCallStatus")).toBe("failed");
    expect(trace.end).toEqual({ kind: "message", text: "sorry" });
  });
});

it.each(["anonymous", "+266696687"])(
  "shows %s, with a warning that not every carrier takes it",
  async (from) => {
    const trace = await stage.call({ "/main": response(`<Dial>${desk}</Dial>`) }, { from });
    expect(eventsOf(trace, "warning")).toMatchObject([{ code: 13214 }]);
    expect(eventsOf(trace, "leg")).toMatchObject([{ callerId: from, outcome: "answered" }]);
  },
);

it("is not rung where the account has no permission to (13227)", async () => {
  const client = officialClient(stage.checked.emulator.endpoint);
  const update = (flags: Readonly<Record<string, boolean>>) =>
    client.voice.v1.dialingPermissions.bulkCountryUpdates.create({
      updateRequest: JSON.stringify([{ iso_code: "GB", ...flags }]),
    });
  const codes = async (number: string) =>
    eventsOf(await stage.call({ "/main": response(`<Dial>${number}</Dial>`) }), "warning").map(
      ({ code }) => code,
    );
  const special = "+448445551234";
  expect([await codes(desk), await codes(special)]).toEqual([[], [13227]]);
  await update({ low_risk_numbers_enabled: false, high_risk_special_numbers_enabled: true });
  expect([await codes(desk), await codes(special)]).toEqual([[13227], []]);
  await update({ low_risk_numbers_enabled: true, high_risk_special_numbers_enabled: false });
});

it("keys its digits, and refuses what is no digit", async () => {
  const good = await stage.call({
    "/main": response(`<Dial><Number sendDigits="wwww204#">${desk}</Number></Dial>`),
  });
  expect(eventsOf(good, "leg")).toMatchObject([{ sendDigits: "wwww204#", outcome: "answered" }]);
  const bad = await stage.call({
    "/main": response(`<Dial><Number sendDigits="ext 204">${desk}</Number></Dial>`),
  });
  expect(eventsOf(bad, "leg")).toMatchObject([{ outcome: "failed" }]);
});

it.each(["02079460001", "+44", "+442079460001234567", "desk"])(
  "is not rung when it is %s (13223)",
  async (text) => {
    const trace = await stage.call({ "/main": response(`<Dial><Number>${text}</Number></Dial>`) });
    expect(eventsOf(trace, "warning")).toMatchObject([{ code: 13223 }]);
    expect(trace.end).toEqual({ kind: "silence" });
  },
);

describe("a whisper", () => {
  const main = response(`<Dial action="/after"><Number url="/whisper" method="GET">${desk}</Number></Dial>`);
  const screening = response(
    '<Gather numDigits="1" action="/accept"><Say>Billing call</Say></Gather>',
    "<Hangup/>",
  );
  const after = response("<Say>after</Say>");

  it("is heard by the callee, who accepts by a key", async () => {
    const trace = await stage.call({
      "/main": main,
      "/whisper": screening,
      "/accept": response("<Say>Connecting</Say>"),
      "/after": after,
    });
    const [leg] = eventsOf(trace, "leg");
    expect(leg).toMatchObject({ outcome: "answered", bridged: true });
    expect(leg?.whisper?.map(({ kind }) => kind)).toEqual(["request", "say", "gather", "request", "say"]);
    const whispered = stage.received.find(({ path }) => path === "/whisper");
    expect(whispered?.query.get("Direction")).toBe("outbound-dial");
    expect(whispered?.query.get("To")).toBe(desk);
    expect(whispered?.query.get("ParentCallSid")).toBe(trace.callSid);
    const accepted = stage.received.find(({ path }) => path === "/accept");
    expect(accepted?.form.get("Digits")).toBe("1");
    expect(stage.received.at(-1)?.form.get("DialCallSid")).toBe(whispered?.query.get("CallSid"));
  });

  it("that is not accepted is a completed call that was not bridged", async () => {
    const trace = await stage.call(
      { "/main": main, "/whisper": screening, "/accept": response(), "/after": after },
      { outcomes: ["declined"] },
    );
    expect(eventsOf(trace, "leg")).toMatchObject([{ outcome: "declined", bridged: false }]);
    expect(stage.received.at(-1)?.form.get("DialCallStatus")).toBe("completed");
    expect(stage.received.at(-1)?.form.get("DialBridged")).toBe("false");
  });

  it("that hangs up on everybody, or fails, connects nobody", async () => {
    for (const whisper of [response("<Hangup/>"), { status: 500 }, "<Response>", main]) {
      const trace = await stage.call({ "/main": main, "/whisper": whisper, "/after": after });
      expect(eventsOf(trace, "leg")).toMatchObject([{ bridged: false }]);
      expect(trace.end).toEqual({ kind: "message", text: "after" });
    }
  });

  it("may refuse another key", async () => {
    const accept = ({ form }: { readonly form: URLSearchParams }) =>
      response(form.get("Digits") === "5" ? "<Say>yes</Say>" : "<Hangup/>");
    const script = { "/main": main, "/whisper": screening, "/accept": accept, "/after": after };
    expect(eventsOf(await stage.call(script), "leg")).toMatchObject([{ bridged: false }]);
    expect(eventsOf(await stage.call(script, { accept: "5" }), "leg")).toMatchObject([{ bridged: true }]);
  });
});

describe("a number of the same account", () => {
  const main = response(`<Dial action="/after">${owned}</Dial>`);

  it("is called, and the leg tells what that call was", async () => {
    const trace = await stage.call({
      "/main": main,
      "/owned": response(`<Dial>${desk}</Dial>`),
      "/after": response("<Hangup/>"),
    });
    const [leg] = eventsOf(trace, "leg");
    expect(leg).toMatchObject({ outcome: "answered", bridged: true, call: { to: owned, from: trace.from } });
    expect(leg?.call && happenings(leg.call)).toEqual(["leg"]);
    expect(stage.received.at(-1)?.form.get("DialCallSid")).toBe(leg?.callSid);
    expect(leg?.callSid).not.toBe(leg?.call?.callSid);
    expect(trace.end).toEqual({ kind: "person", destination: { kind: "number", number: desk } });
  });

  it("fails the leg when it rejects or breaks", async () => {
    for (const owned of [response("<Reject/>"), { status: 500 }]) {
      const trace = await stage.call({
        "/main": main,
        "/owned": owned,
        "/after": response("<Say>sorry</Say>"),
      });
      expect(eventsOf(trace, "leg")).toMatchObject([{ outcome: "failed", bridged: false }]);
      expect(trace.end).toEqual({ kind: "message", text: "sorry" });
    }
  });

  it("that calls itself comes to an end", async () => {
    const trace = await stage.call({ "/main": main, "/owned": main, "/after": response("<Say>sorry</Say>") });
    expect(trace.end).toMatchObject({ kind: "message", text: "sorry" });
    expect(JSON.stringify(trace)).toContain("call each other");
  });
});
