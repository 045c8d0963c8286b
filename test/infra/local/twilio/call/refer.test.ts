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

const from = "sip:alice@pbx.example.com";
const target = { kind: "sip", uri: "sip:desk@pbx.example.com", headers: { "X-Reason": "a bill" } };
const refer = '<Refer action="/after"><Sip>sip:desk@pbx.example.com?X-Reason=a%20bill</Sip></Refer>';
const script = {
  "/main": response(refer, "<Say>unreachable</Say>"),
  "/after": response("<Say>after</Say>"),
};

describe("of a call by SIP", () => {
  it.each<[LegOutcome, Readonly<Record<string, string>>]>([
    [
      "transferred",
      { ReferCallStatus: "in-progress", ReferSipResponseCode: "202", NotifySipResponseCode: "200" },
    ],
    ["refused", { ReferCallStatus: "failed", ReferSipResponseCode: "405" }],
    ["busy", { ReferCallStatus: "busy", ReferSipResponseCode: "202", NotifySipResponseCode: "486" }],
    [
      "no-answer",
      { ReferCallStatus: "no-answer", ReferSipResponseCode: "202", NotifySipResponseCode: "480" },
    ],
    ["failed", { ReferCallStatus: "failed", ReferSipResponseCode: "202", NotifySipResponseCode: "404" }],
  ])("that is %s tells its action %o", async (outcome, params) => {
    const trace = await stage.call(script, { from, outcomes: [outcome] });
    expect(eventsOf(trace, "refer")).toMatchObject([{ destination: target, outcome }]);
    expect(eventsOf(trace, "request").at(-1)?.params).toEqual(params);
    expect(trace.end).toEqual(
      outcome === "transferred"
        ? { kind: "person", destination: target }
        : { kind: "message", text: "after" },
    );
  });

  it("whose caller hangs up meanwhile asks the action, and does not read it", async () => {
    const trace = await stage.call(script, { from, outcomes: ["hangup"] });
    expect(stage.received.at(-1)?.form.get("ReferCallStatus")).toBe("canceled");
    expect(stage.received.at(-1)?.form.get("CallStatus")).toBe("completed");
    expect(happenings(trace)).toEqual(["refer"]);
    expect(trace.end).toEqual({ kind: "caller-hangup" });
  });

  it("without an action goes on to the next verb", async () => {
    const trace = await stage.call(
      { "/main": response(refer.replace(' action="/after"', ""), "<Say>next</Say>") },
      { from, outcomes: ["refused"] },
    );
    expect(trace.end).toEqual({ kind: "message", text: "next" });
  });

  it("to no SIP address fails", async () => {
    const trace = await stage.call(
      { ...script, "/main": response('<Refer action="/after"><Sip>desk</Sip></Refer>') },
      { from },
    );
    expect(eventsOf(trace, "warning")).toMatchObject([{ code: 13243 }]);
    expect(eventsOf(trace, "request").at(-1)?.params).toEqual({ ReferCallStatus: "failed" });
  });
});

it("of a call from a telephone fails with 13801, and leaves the outcome to others", async () => {
  const trace = await stage.call(
    {
      "/main": response(refer),
      "/after": response('<Dial action="/last">+442079460001</Dial>'),
      "/last": response("<Hangup/>"),
    },
    { outcomes: ["busy"] },
  );
  expect(eventsOf(trace, "warning")).toMatchObject([{ code: 13801 }]);
  expect(eventsOf(trace, "refer")).toMatchObject([{ outcome: "failed" }]);
  expect(eventsOf(trace, "leg")).toMatchObject([{ outcome: "busy" }]);
});
