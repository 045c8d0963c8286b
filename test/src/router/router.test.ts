import { describe, expect, it, vi } from "vitest";
import { routerPlan } from "../../../src/router/plan.ts";
import { samplePlan } from "../project.ts";

const callSid = `CA${"0".repeat(32)}`;
const asset = () => {
  const { settings, routes, numbers } = routerPlan(samplePlan());
  return JSON.stringify({ ...settings, routes, numbers });
};

/** Asks the handler as Twilio's runtime does; a fresh module each time, as after a cold start. */
async function ask(parameters: Readonly<Record<string, unknown>>, plan: () => string = asset) {
  vi.resetModules();
  const headers: Record<string, string> = {};
  let body = "";
  class Response {
    setBody(text: string) {
      body = text;
    }
    appendHeader(name: string, value: string) {
      headers[name] = value;
    }
  }
  const open = vi.fn(plan);
  vi.stubGlobal("Twilio", { Response });
  vi.stubGlobal("Runtime", { getAssets: () => ({ "/plan.json": { open } }) });
  const { handler } = await import("../../../src/router/index.ts");
  const callback = vi.fn();
  handler(
    {},
    {
      CallSid: callSid,
      CallStatus: "in-progress",
      From: "+447700900123",
      To: "+442079460000",
      ...parameters,
    },
    callback,
  );
  expect(callback).toHaveBeenCalledTimes(1);
  expect(headers["Content-Type"]).toBe("text/xml");
  return { body, cookie: headers["Set-Cookie"], planRead: open.mock.calls.length > 0 };
}

describe("the router", () => {
  it("goes to the fallback", async () => {
    const { body } = await ask({ from: "sales", DialCallStatus: "busy" });
    expect(body).toContain("<Number>+442079460222</Number>");
    expect(body).toContain('action="/router?from=sales-mobile&amp;tried=sales"');
  });

  it.each([
    ["an ended call", { from: "sales", CallStatus: "completed", DialCallStatus: "busy" }],
    ["a bridged leg", { from: "sales", DialCallStatus: "completed", DialBridged: "true" }],
    [
      "a completed leg that does not say whether it was bridged",
      { from: "gone", DialCallStatus: "completed" },
    ],
    ["a recording", { from: "messages", RecordingUrl: "https://api.example.com/RE1" }],
  ])("hangs up after %s, before any look-up", async (_name, parameters) => {
    const { body, planRead } = await ask(parameters, () => {
      throw new Error("must not be read");
    });
    expect(body).toContain("<Hangup/>");
    expect(body).not.toContain("<Dial");
    expect(planRead).toBe(false);
  });

  it("takes a declined leg for unanswered", async () => {
    const { body } = await ask({ from: "sales", DialCallStatus: "completed", DialBridged: "false" });
    expect(body).toContain("<Number>+442079460222</Number>");
  });

  it("gives the call back once, and remembers it with the call", async () => {
    const first = await ask({ from: "billing", DialCallStatus: "no-answer" });
    expect(first.body).toContain(
      "https://agent.example.com/voice?tried=billing&amp;outcome=no-answer</Redirect>",
    );
    const value = decodeURIComponent(/handoffs=([^;]*)/.exec(first.cookie ?? "")?.[1] ?? "");
    expect(value).toBe(`${callSid}:billing`);
    const second = await ask({
      from: "billing",
      DialCallStatus: "no-answer",
      request: { cookies: { handoffs: value }, headers: {} },
    });
    expect(second.body).toContain("We are sorry");
    const raw = await ask({
      from: "billing",
      DialCallStatus: "no-answer",
      request: { headers: { cookie: `a=b; handoffs=${encodeURIComponent(value)}` } },
    });
    expect(raw.body).toContain("We are sorry");
  });

  it("carries what the agent chose through legs of others, and remembers that", async () => {
    vi.useFakeTimers({ now: Date.parse("2026-11-23T20:00:00Z"), toFake: ["Date"] });
    const first = await ask({ to: "technical-support" });
    vi.useRealTimers();
    const action = "/router?from=messages&amp;chosen=technical-support";
    expect(first.body).toContain(`action="${action}"`);
    expect(first.body).toContain(`>${action}&amp;outcome=silent</Redirect>`);
    const back = await ask({ from: "messages", chosen: "technical-support", outcome: "silent" });
    expect(back.body).toContain("?tried=messages&amp;outcome=silent</Redirect>");
    expect(decodeURIComponent(back.cookie ?? "")).toContain(`${callSid}:technical-support;`);
  });

  it.each([undefined, "<evil>", "", ["Messages"]])(
    "goes on where what the agent chose is %j",
    async (chosen) => {
      const { body, cookie } = await ask({ from: "messages", chosen, outcome: "silent" });
      expect(body).toContain("?tried=messages&amp;outcome=silent</Redirect>");
      expect(decodeURIComponent(cookie ?? "")).toContain(`${callSid}:messages;`);
    },
  );

  it("ignores the trail of another call", async () => {
    const { body } = await ask({
      from: "billing",
      DialCallStatus: "busy",
      request: { cookies: { handoffs: `CA${"1".repeat(32)}:billing` }, headers: {} },
    });
    expect(body).toContain("agent.example.com");
  });

  it("begins a destination that depends on the call", async () => {
    const { body } = await ask({ to: "deliveries" });
    expect(body).toContain('callerId="+442079460000"');
  });

  it("takes an unknown destination to the default one", async () => {
    const { body } = await ask({ to: ["<evil>", "x"] });
    expect(body).toContain("<Number>+442079460100</Number>");
    expect(body).not.toContain("evil");
  });

  it.each([
    [
      "unreadable",
      () => {
        throw new Error("gone");
      },
    ],
    ["no JSON", () => "{"],
    ["damaged", () => '{"routes": null}'],
    ["without its default", () => JSON.stringify({ ...JSON.parse(asset()), routes: {} })],
  ])("sends the call to a plain document when the plan is %s", async (_name, plan) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { body } = await ask({ from: "sales", DialCallStatus: "busy" }, plan);
    expect(body).toContain('<Redirect method="GET">/onerror.xml</Redirect>');
    expect(JSON.stringify(log.mock.calls)).not.toContain("+447700900123");
    log.mockRestore();
  });
});
