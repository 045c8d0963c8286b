import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LegOutcome } from "../../../../../infra/local/twilio/call/trace.ts";
import { eventsOf, happenings, response, type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.close();
});

const desk = "+442079460001";
const person = { kind: "person", destination: { kind: "number", number: desk } };

describe("with an action", () => {
  const script = {
    "/main": response(`<Dial action="/after?from=main">${desk}</Dial>`, "<Say>unreachable</Say>"),
    "/after": response("<Say>after</Say>"),
  };

  it.each<[LegOutcome, string, string, object]>([
    ["answered", "completed", "true", person],
    ["declined", "completed", "false", { kind: "message", text: "after" }],
    ["busy", "busy", "false", { kind: "message", text: "after" }],
    ["no-answer", "no-answer", "false", { kind: "message", text: "after" }],
    ["failed", "failed", "false", { kind: "message", text: "after" }],
    ["canceled", "canceled", "false", { kind: "message", text: "after" }],
  ])("%s is told as DialCallStatus=%s, DialBridged=%s", async (outcome, status, bridged, end) => {
    const trace = await stage.call(script, { outcomes: [outcome] });
    const [, asked] = stage.received;
    expect(asked).toMatchObject({ method: "POST", path: "/after" });
    expect(asked?.query.get("from")).toBe("main");
    expect(asked?.form.get("DialCallStatus")).toBe(status);
    expect(asked?.form.get("DialBridged")).toBe(bridged);
    expect(asked?.form.get("DialCallSid")).toMatch(/^CA[0-9a-f]{32}$/);
    expect(asked?.form.get("DialCallDuration")).toBe(outcome === "answered" ? "60" : null);
    expect(happenings(trace)).toEqual(["leg", "say"]);
    expect(eventsOf(trace, "leg")).toMatchObject([{ outcome, bridged: outcome === "answered" }]);
    expect(trace.end).toEqual(end);
  });

  it("is told of a caller who hangs up, and its answer is not read", async () => {
    const trace = await stage.call(script, { outcomes: ["hangup"] });
    const [, asked] = stage.received;
    expect(asked?.form.get("CallStatus")).toBe("completed");
    expect(asked?.form.get("DialCallStatus")).toBe("canceled");
    expect(happenings(trace)).toEqual(["leg"]);
    expect(trace.end).toEqual({ kind: "caller-hangup" });
  });

  it("is asked with GET if the document says so", async () => {
    await stage.call({ ...script, "/main": response(`<Dial action="/after" method="GET">${desk}</Dial>`) });
    expect(stage.received[1]).toMatchObject({ method: "GET" });
    expect(stage.received[1]?.query.get("DialCallStatus")).toBe("completed");
  });
});

describe("without an action", () => {
  it("goes on to the next verb, also after a good conversation", async () => {
    const script = { "/main": response(`<Dial>${desk}</Dial>`, "<Dial>+442079460002</Dial>") };
    const trace = await stage.call(script, { outcomes: ["answered", "busy"] });
    expect(eventsOf(trace, "leg")).toMatchObject([
      { destination: { number: desk }, outcome: "answered" },
      { destination: { number: "+442079460002" }, outcome: "busy" },
    ]);
    expect(trace.end).toEqual(person);
  });

  it("ends with a caller who hangs up", async () => {
    const trace = await stage.call(
      { "/main": response(`<Dial>${desk}</Dial>`, "<Say>more</Say>") },
      { outcomes: ["hangup"] },
    );
    expect(happenings(trace)).toEqual(["leg"]);
  });
});

it("takes no real time: a minute of ringing and one of talking pass in the trace only", async () => {
  const trace = await stage.call(
    {
      "/main": response(
        `<Dial timeout="60">${desk}</Dial>`,
        `<Dial timeLimit="30">${desk}</Dial>`,
        "<Say>x</Say>",
      ),
    },
    { outcomes: ["no-answer", "answered"] },
  );
  expect(eventsOf(trace, "leg").map(({ at, timeout }) => [at, timeout])).toEqual([
    [60, 60],
    [65, 30],
  ]);
  expect(eventsOf(trace, "say")[0]?.at).toBe(95);
});

it("tells its action of the recording of a conversation that it was told to record", async () => {
  const script = {
    "/main": response(`<Dial action="/after" record="record-from-answer-dual">${desk}</Dial>`),
    "/after": response("<Hangup/>"),
  };
  const trace = await stage.call(script);
  expect(eventsOf(trace, "leg")).toMatchObject([{ recording: "record-from-answer-dual" }]);
  expect(stage.received[1]?.form.get("RecordingUrl")).toContain("/Recordings/RE");
  await stage.call(script, { outcomes: ["declined"] });
  expect(stage.received[1]?.form.get("RecordingUrl")).toBeNull();
});

describe("several numbers", () => {
  const script = {
    "/main": response(
      `<Dial><Number>${desk}</Number><Number>+442079460002</Number><Number>+442079460003</Number></Dial>`,
    ),
  };

  it("ring together until one picks up, also one who then declines", async () => {
    for (const taken of ["answered", "declined"] as const) {
      const trace = await stage.call(script, { outcomes: ["busy", taken] });
      expect(eventsOf(trace, "leg").map(({ outcome }) => outcome)).toEqual(["busy", taken, "canceled"]);
    }
  });

  it("are ten at most (13216)", async () => {
    const eleven = `<Dial>${`<Number>${desk}</Number>`.repeat(11)}</Dial>`;
    const trace = await stage.call({ "/main": response(eleven) });
    expect(trace.end).toMatchObject({ kind: "error", code: 13216 });
  });
});

it("warns of what Dial does not know, and takes the default", async () => {
  const trace = await stage.call({
    "/main": response(`<Dial timeout="4" method="PUT" colour="red" action="/main2">${desk}</Dial>`),
    "/main2": response("<Hangup/>"),
  });
  expect(eventsOf(trace, "warning").map(({ code }) => code)).toEqual([12200, 12200, 12200]);
  expect(eventsOf(trace, "leg")[0]?.timeout).toBe(30);
  expect(stage.received[1]?.method).toBe("POST");
});

it.each(["Application", "Conference"])("ends with an honest error at <%s>", async (noun) => {
  const trace = await stage.call({ "/main": response(`<Dial><${noun}>x</${noun}></Dial>`) });
  expect(trace.end).toMatchObject({ kind: "error" });
  expect(eventsOf(trace, "error")[0]?.message).toContain(`<${noun}>`);
});
