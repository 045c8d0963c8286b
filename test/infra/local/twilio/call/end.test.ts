import { expect, it } from "vitest";
import { endOf } from "../../../../../infra/local/twilio/call/end.ts";
import type {
  CallEvent,
  CallHappening,
  Leg,
  QueueOutcome,
  ReferOutcome,
  SipDestination,
} from "../../../../../infra/local/twilio/call/trace.ts";

const leg = (changes: Partial<Leg> = {}): Leg => ({
  kind: "leg",
  callSid: null,
  destination: { kind: "number", number: "+442079460001" },
  callerId: "+442079460990",
  sendDigits: null,
  timeout: 30,
  recording: "do-not-record",
  answerOnBridge: false,
  outcome: "answered",
  bridged: true,
  duration: 60,
  ...changes,
});
const busy = leg({ outcome: "busy", bridged: false });
const say: CallHappening = { kind: "say", text: "Hello", source: "Say" };
const error: CallHappening = { kind: "error", code: 11200, message: "no", url: null };
const left: CallHappening = { kind: "left", url: "https://agent.example.com", method: "POST", params: {} };
const recorded: CallHappening = { kind: "record", outcome: "recorded", seconds: 5 };

const desk: SipDestination = { kind: "sip", uri: "sip:desk@pbx.example.com", headers: {} };
const refer = (outcome: ReferOutcome): CallHappening => ({ kind: "refer", destination: desk, outcome });
const dequeue = (outcome: QueueOutcome): CallHappening => ({
  kind: "dequeue",
  queue: { kind: "queue", name: "support" },
  outcome,
  waited: 20,
});

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
  ["a voicemail box", [say, leg({ outcome: "machine" })], "machine"],
  ["a voicemail box, and something said after", [leg({ outcome: "machine" }), say], "machine"],
  ["a voicemail box that was screened", [say, leg({ outcome: "machine", bridged: false })], "silence"],
  ["a transfer", [say, refer("transferred")], "person"],
  ["a transfer, and something said after", [refer("transferred"), say], "person"],
  ["a transfer that was refused", [say, refer("refused")], "silence"],
  ["a caller who hung up during a transfer", [say, refer("hangup")], "caller-hangup"],
  ["a queue whose agent came", [say, dequeue("picked-up"), say], "person"],
  ["a queue that the call left", [say, dequeue("waited-out")], "silence"],
  ["a queue that was full, and something said after", [dequeue("queue-full"), say], "message"],
  ["a queue whose wait document said something and hung up", [say, dequeue("ended")], "message"],
  ["a queue whose wait document failed", [error, dequeue("error")], "error"],
  ["a caller who hung up in a queue", [say, dequeue("hangup"), say], "caller-hangup"],
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
