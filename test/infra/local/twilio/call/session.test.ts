import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploy } from "../deploy.ts";
import { officialClient } from "../rest-client.ts";
import { eventsOf, happenings, response, type Script, type Stage, startStage } from "./stage.ts";

let stage: Stage;
const number = "+442079460100";

beforeAll(async () => {
  stage = await startStage();
  await officialClient(stage.checked.emulator.endpoint).incomingPhoneNumbers.create({
    phoneNumber: number,
    voiceUrl: `${stage.origin}/main`,
    voiceMethod: "GET",
    voiceFallbackUrl: `${stage.origin}/onerror`,
    voiceFallbackMethod: "GET",
  });
});
afterAll(async () => {
  await stage.close();
});

const hello = response("<Say>Hello</Say>");
const helped = response("<Say>Fallback</Say>");
const callNumber = (script: Script) => stage.call(script, { to: number });

describe("what Twilio sends", () => {
  it("is who calls whom, in every request, and how far the call is", async () => {
    const trace = await stage.call(
      { "/main": response("<Redirect>/next</Redirect>"), "/next": hello },
      { from: "+442079460700" },
    );
    const [first, second] = stage.received;
    const common = {
      AccountSid: stage.checked.emulator.credentials.accountSid,
      ApiVersion: "2010-04-01",
      CallSid: trace.callSid,
      Called: "+442079460991",
      Caller: "+442079460700",
      Direction: "inbound",
      From: "+442079460700",
      To: "+442079460991",
    };
    expect(Object.fromEntries(first?.query ?? [])).toEqual({ ...common, CallStatus: "ringing" });
    expect(Object.fromEntries(second?.form ?? [])).toEqual({ ...common, CallStatus: "in-progress" });
  });

  it("keeps the call's cookies", async () => {
    await stage.call({
      "/main": {
        body: response("<Redirect>/next</Redirect>"),
        headers: { "set-cookie": ["tried=billing; Path=/", "b=2"] },
      },
      "/next": { body: response("<Redirect>/last</Redirect>"), headers: { "set-cookie": ["b=; Max-Age=0"] } },
      "/last": hello,
    });
    expect(stage.received.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      "tried=billing; b=2",
      "tried=billing",
    ]);
    await stage.call({ "/main": hello });
    expect(stage.received[0]?.headers.cookie).toBeUndefined();
  });
});

describe("a document", () => {
  it.each(["text/xml", "application/xml; charset=utf-8", "TEXT/HTML"])("may be %s", async (type) => {
    expect((await stage.call({ "/main": { body: hello, type } })).end).toEqual({
      kind: "message",
      text: "Hello",
    });
  });

  it("of text/plain is read aloud to the caller", async () => {
    const trace = await stage.call({ "/main": { body: hello, type: "text/plain" } });
    expect(eventsOf(trace, "say")).toMatchObject([{ text: hello, source: "text/plain" }]);
    expect(trace.end).toEqual({ kind: "message", text: hello });
  });

  it("of sound is played", async () => {
    expect(happenings(await stage.call({ "/main": { body: "x", type: "audio/mpeg" } }))).toEqual(["play"]);
  });

  it.each([
    ["of another type", { body: hello, type: "application/json" }, 12300],
    ["that is empty", { body: "" }, 12100],
    ["that is no XML", { body: "<Response><Say>" }, 12100],
    ["with something before its declaration", { body: ` <?xml version="1.0"?>${hello}` }, 12100],
    ["without Response", { body: "<response/>" }, 12102],
    ["of more than 64 kB", { body: response(`<Say>${"x".repeat(65_536)}</Say>`) }, 11750],
    ["that is not found", { status: 404 }, 11200],
    ["that fails", { status: 503 }, 11200],
  ])("%s ends the call with an error", async (_name, reply, code) => {
    expect((await stage.call({ "/main": reply })).end).toMatchObject({ kind: "error", code });
  });

  it("with unknown verbs, or names in the wrong case, is warned about and read on", async () => {
    const trace = await stage.call({ "/main": response("<say>a</say>", "<Shout>b</Shout>", "<Say>c</Say>") });
    expect(eventsOf(trace, "warning").map(({ code }) => code)).toEqual([12200, 12200]);
    expect(trace.end).toEqual({ kind: "message", text: "c" });
  });

  it.each(["Pay", "Start"])("with <%s>, which is not emulated, ends with an error", async (verb) => {
    const trace = await stage.call({ "/main": response(`<${verb}/>`) });
    expect(eventsOf(trace, "error")[0]?.message).toContain(`<${verb}>`);
  });
});

describe("an HTTP redirect", () => {
  it("is followed with GET, and loses what was posted", async () => {
    const trace = await stage.call({
      "/main": response("<Redirect>/moved</Redirect>"),
      "/moved": { status: 302, headers: { location: "/there" } },
      "/there": hello,
    });
    const last = stage.received.at(-1);
    expect(last).toMatchObject({ method: "GET", path: "/there" });
    expect(last?.query.get("CallSid")).toBeNull();
    expect(trace.end.kind).toBe("message");
  });

  it("that never ends is an error (11215)", async () => {
    const trace = await stage.call({ "/main": { status: 302, headers: { location: "/main" } } });
    expect(trace.end).toMatchObject({ kind: "error", code: 11215 });
  });
});

it("that nobody listens for is an error (11202)", async () => {
  const trace = await stage.call({}, { url: "http://127.0.0.1:1/voice" });
  expect(trace.end).toMatchObject({ kind: "error", code: 11202 });
  expect(eventsOf(trace, "request")).toMatchObject([{ status: null }]);
});

describe("a number's fallback", () => {
  it("is asked, with the error, when its URL fails", async () => {
    const trace = await callNumber({ "/main": { status: 500 }, "/onerror": helped });
    const asked = stage.received.at(-1);
    expect(asked?.query.get("ErrorCode")).toBe("11200");
    expect(asked?.query.get("ErrorUrl")).toBe(`${stage.origin}/main`);
    expect(happenings(trace)).toEqual(["error", "say"]);
    expect(trace.end).toEqual({ kind: "message", text: "Fallback" });
  });

  it("is asked when something later in the call fails", async () => {
    const script = {
      "/main": response('<Dial action="/router">+442079460001</Dial>'),
      "/router": { status: 500 },
      "/onerror": response("<Dial>+442079460002</Dial>"),
    };
    const trace = await callNumber(script);
    expect(trace.end).toMatchObject({ kind: "person", destination: { number: "+442079460002" } });
  });

  it("that fails itself ends the call", async () => {
    const trace = await callNumber({ "/main": { status: 500 }, "/onerror": { status: 502 } });
    expect(eventsOf(trace, "error")).toHaveLength(2);
    expect(trace.end).toMatchObject({ kind: "error", code: 11200 });
  });

  it("is not asked for a caller who has hung up", async () => {
    const trace = await stage.call(
      {
        "/main": response('<Dial action="/router">+442079460001</Dial>'),
        "/router": { status: 500 },
        "/onerror": helped,
      },
      { to: number, outcomes: ["hangup"] },
    );
    expect(stage.received.some(({ path }) => path === "/onerror")).toBe(false);
    expect(trace.end).toEqual({ kind: "caller-hangup" });
  });
});

describe("a number that is not called", () => {
  it.each([
    ["+442079460801", { trunkSid: `TK${"1".repeat(32)}` }, /trunk/],
    ["+442079460802", { voiceApplicationSid: `AP${"1".repeat(32)}` }, /application/],
    ["+442079460803", {}, /no VoiceUrl/],
  ])("%s with %o says why", async (phoneNumber, settings, message) => {
    const client = officialClient(stage.checked.emulator.endpoint);
    await client.incomingPhoneNumbers.create({ phoneNumber, ...settings });
    const trace = await stage.checked.emulator.placeCall({ to: phoneNumber });
    expect(trace.end).toMatchObject({ kind: "error", message: expect.stringMatching(message) });
  });
});

describe("the agent", () => {
  const agent = "https://agent.example.com/voice";
  const script = {
    "/main": response(`<Redirect>${agent}?tried=billing</Redirect>`),
    "/desk": response('<Dial action="/after">+442079460001</Dial>'),
    "/after": ({ form }: { readonly form: URLSearchParams }) =>
      form.get("DialCallStatus") === "completed"
        ? response("<Hangup/>")
        : response(`<Redirect>${agent}?tried=desk</Redirect>`),
  };

  it("is where the call goes when it leaves, and is never contacted", async () => {
    const trace = await stage.call(script);
    expect(eventsOf(trace, "left")).toMatchObject([
      { url: `${agent}?tried=billing`, method: "POST", params: { CallSid: trace.callSid } },
    ]);
    expect(trace.end).toEqual({ kind: "agent", url: `${agent}?tried=billing` });
  });

  it("may move the call on, each time that it comes back", async () => {
    const handoffs = [`${stage.origin}/desk`, `${stage.origin}/desk`];
    const request = { agent: { url: agent, handoffs }, outcomes: ["busy", "answered"] as const };
    const trace = await stage.call(script, request);
    expect(happenings(trace)).toEqual([
      "redirect",
      "left",
      "moved",
      "leg",
      "redirect",
      "left",
      "moved",
      "leg",
      "hangup",
    ]);
    expect(trace.end.kind).toBe("person");
    const once = await stage.call(script, { ...request, agent: { url: agent, handoffs: handoffs.slice(1) } });
    expect(once.end).toEqual({ kind: "agent", url: `${agent}?tried=desk` });
  });

  it("asks the fallback that it named, and no other", async () => {
    const broken = { ...script, "/onerror": helped };
    const gone = `${stage.origin}/gone`;
    const named = { url: gone, fallbackUrl: `${stage.origin}/onerror` };
    const helpedTrace = await stage.call(broken, { agent: { url: agent, handoffs: [named] } });
    expect(helpedTrace.end).toEqual({ kind: "message", text: "Fallback" });
    const lost = await stage.call(broken, {
      to: number,
      agent: { url: agent, handoffs: [gone] },
    });
    expect(lost.end).toMatchObject({ kind: "error", code: 11200 });
  });

  it("at another address keeps the call", async () => {
    const trace = await stage.call(script, {
      agent: { url: "https://other.example.com/voice", handoffs: [`${stage.origin}/desk`] },
    });
    expect(trace.end.kind).toBe("agent");
  });
});

describe("bins", () => {
  it("are fetched at their own domain with a signature, and relative URLs stay there", async () => {
    const router = `exports.handler = (context, event, callback) => {
      const response = new Twilio.Response();
      response.appendHeader("Content-Type", "text/xml");
      response.setCookie("tried", "billing", ["Path=/"]);
      const again = '<Dial action="/router?from=' + event.from + '">+442079460002</Dial>';
      const verb = event.request.cookies.tried ? "<Say>second</Say>" : again;
      response.setBody("<Response>" + verb + "</Response>");
      callback(null, response);
    };`;
    const site = await deploy(stage.checked.emulator.endpoint, {
      "/handoffs/billing.xml": response('<Dial action="/router?from=billing">+442079460001</Dial>'),
      "/router": { content: router, type: "application/javascript" },
    });
    const trace = await stage.call(
      {},
      { url: site.url("/handoffs/billing.xml"), outcomes: ["busy", "busy"] },
    );
    expect(eventsOf(trace, "request")).toMatchObject([
      {
        method: "GET",
        url: site.url("/handoffs/billing.xml"),
        status: 200,
        signed: true,
        contentType: "text/xml",
      },
      {
        method: "POST",
        url: site.url("/router?from=billing"),
        status: 200,
        params: { DialCallStatus: "busy" },
      },
      { method: "POST", url: site.url("/router?from=billing"), status: 200 },
    ]);
    expect(trace.end).toEqual({ kind: "message", text: "second" });
  });

  it("that were undeployed are not found: their domain is nobody's agent", async () => {
    const trace = await stage.call({}, { url: "https://gone-1234-live.twil.io/handoffs/billing.xml" });
    expect(trace.end).toMatchObject({ kind: "error", code: 11200 });
  });
});
