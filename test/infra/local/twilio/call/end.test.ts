import { expect, it } from "vitest";
import { endOf } from "../../../../../infra/local/twilio/call/end.ts";
import type { CallEvent, CallHappening, Leg } from "../../../../../infra/local/twilio/call/trace.ts";

const leg = (changes: Partial<Leg> = {}): Leg => ({
  kind: "leg",
  destination: { kind: "number", number: "+442079460001" },
  callerId: "+442079460990",
  sendDigits: null,
  timeout: 30,
  recording: "do-not-record",
  answerOnBridge: false,
  outcome: "answered",
  bridged: true,
  ...changes,
});
const busy = leg({ outcome: "busy", bridged: false });
const say: CallHappening = { kind: "say", text: "Hello", source: "Say" };
const error: CallHappening = { kind: "error", code: 11200, message: "no", url: null };
const left: CallHappening = { kind: "left", url: "https://agent.example.com", method: "POST", params: {} };
const recorded: CallHappening = { kind: "record", outcome: "recorded", seconds: 5 };

it.each<[string, readonly CallHappening[], string]>([
  ["nothing", [], "silence"],
  ["something said", [say], "message"],
  ["a busy leg", [busy], "silence"],
  ["something said before a busy leg", [say, busy], "silence"],
  ["something said after a busy leg", [busy, say], "message"],
  ["a person", [say, leg()], "person"],
  ["a person, and something said after", [leg(), say], "person"],
  ["a person, and a busy leg after", [leg(), busy], "person"],
  ["a person, and an error after", [leg(), error], "error"],
  ["an error that a fallback mended", [error, say], "message"],
  ["a recording", [say, recorded, say], "voicemail"],
  ["a silent recording", [say, { kind: "record", outcome: "silent", seconds: 0 }], "message"],
  ["the agent", [say, left], "agent"],
  [
    "the agent, who moved it to a busy leg",
    [left, { kind: "moved", url: "", method: "GET" }, busy],
    "silence",
  ],
  ["a caller who hung up", [say, leg({ outcome: "hangup", bridged: false }), say], "caller-hangup"],
  [
    "a number of ours that ended in a voicemail",
    [leg({ call: { callSid: "", from: "", to: "", events: [], end: { kind: "voicemail" } } })],
    "voicemail",
  ],
])("after %s", (_name, happenings, kind) => {
  const events = happenings.map((happening): CallEvent => ({ at: 0, ...happening }));
  expect(endOf(events).kind).toBe(kind);
});
