import type { CallEvent, CallTrace, Destination } from "../twilio/call/trace.ts";

/** A call for a reader, an event a line. */
export function trace({ from, to, events, end }: CallTrace): string {
  const lines = events.map((event) => `  ${String(event.at).padStart(4)} s  ${what(event)}\n`);
  return `A call from ${from} to ${to}\n\n${lines.join("")}\nEnds with ${endText(end)}.\n`;
}

/** `a person at +442079460123`, `the agent` … */
export function endText(end: CallTrace["end"]): string {
  switch (end.kind) {
    case "person":
      return `a person at ${destinationText(end.destination)}`;
    case "machine":
      return `a voicemail box at ${destinationText(end.destination)}`;
    case "voicemail":
      return "a voicemail";
    case "message":
      return `a message: “${end.text}”`;
    case "agent":
      return "the agent";
    case "silence":
      return "silence: nobody and nothing was heard";
    case "error":
      return `an error: ${end.message} (${end.code})`;
    case "caller-hangup":
      return "the caller hanging up";
  }
}

function what(event: CallEvent): string {
  switch (event.kind) {
    case "request":
      return `${event.method} ${event.url} → ${event.status ?? "no answer"}${event.signed ? "" : " (unsigned)"}`;
    case "say":
      return `says “${event.text}”`;
    case "play":
      return `plays ${event.url}`;
    case "pause":
      return `waits ${event.seconds} s`;
    case "gather":
      return event.digits === null ? "waits for keys: none" : `waits for keys: ${event.digits}`;
    case "leg":
      return `rings ${destinationText(event.destination)}${event.sendDigits === null ? "" : `, then keys ${event.sendDigits}`}, showing ${event.callerId}: ${event.outcome}`;
    case "record":
      return `records ${event.seconds} s: ${event.outcome}`;
    case "refer":
      return `asks the caller's own side to call ${destinationText(event.destination)}: ${event.outcome}`;
    case "enqueue":
      return `waits in ${destinationText(event.queue)}`;
    case "dequeue":
      return `leaves the queue after ${event.waited} s: ${event.outcome}`;
    case "redirect":
      return `goes to ${event.url}`;
    case "left":
      return `the agent has the call (${event.url})`;
    case "connected":
      return `the agent has the call by ${event.noun} (${event.url})`;
    case "disconnected":
      return "the agent lets go of the call";
    case "moved":
      return `the agent hands the call to ${event.url}`;
    case "hangup":
      return "the call ends";
    case "reject":
      return `is rejected: ${event.reason}`;
    case "warning":
    case "error":
      return `${event.kind} ${event.code}: ${event.message}`;
  }
}

/** `+442079460123`, `sip:desk@pbx.example.com`, `the queue support` … */
export function destinationText(destination: Destination): string {
  switch (destination.kind) {
    case "number":
      return destination.number;
    case "sip":
      return destination.uri;
    case "client":
      return `the client ${destination.identity}`;
    case "queue":
      return `the queue ${destination.name}`;
    case "workflow":
      return `the workflow ${destination.workflowSid}`;
  }
}
