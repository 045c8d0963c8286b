import type { CallEnd, CallEvent, Leg } from "./trace.ts";

/** What the caller was left with. What was said before a leg that failed no longer counts: silence followed. */
export const endOf = (events: readonly CallEvent[]): CallEnd => {
  let end: CallEnd = { kind: "silence" };
  for (const event of events) end = afterEvent(end, event);
  return end;
};

const afterEvent = (end: CallEnd, event: CallEvent): CallEnd => {
  if (end.kind === "caller-hangup") return end;
  switch (event.kind) {
    case "say":
      return heard(end, event.text);
    case "play":
      return heard(end, event.url);
    case "leg":
      if (event.outcome === "hangup") return { kind: "caller-hangup" };
      if (event.bridged) return event.call?.end ?? { kind: takenBy(event), destination: event.destination };
      return forgotten(end);
    case "refer":
      if (event.outcome === "hangup") return { kind: "caller-hangup" };
      if (event.outcome === "transferred") return { kind: "person", destination: event.destination };
      return forgotten(end);
    case "dequeue":
      if (event.outcome === "hangup") return { kind: "caller-hangup" };
      if (event.outcome === "picked-up") return { kind: "person", destination: event.queue };
      // What was said before the wait document hung up is a message.
      return event.outcome === "ended" ? end : forgotten(end);
    case "record":
      if (event.outcome === "hangup") return { kind: "caller-hangup" };
      return event.outcome === "recorded" ? { kind: "voicemail" } : end;
    case "left":
    case "connected":
      return { kind: "agent", url: event.url };
    case "disconnected":
    case "moved":
      return { kind: "silence" };
    case "error":
      return { kind: "error", code: event.code, message: event.message };
    default:
      return end;
  }
};

const takenBy = ({ outcome }: Leg): "person" | "machine" => (outcome === "machine" ? "machine" : "person");

const forgotten = (end: CallEnd): CallEnd => (end.kind === "message" ? { kind: "silence" } : end);

const heard = (end: CallEnd, text: string): CallEnd =>
  end.kind === "person" || end.kind === "machine" || end.kind === "voicemail" || end.kind === "agent"
    ? end
    : { kind: "message", text };
