import type { Call, Event } from "../evaluate/event.ts";
import type { DialStatus, Outcome } from "../evaluate/outcome.ts";
import { idsOf, type Parameters, textOf } from "./parameters.ts";
import { readTrail } from "./trail.ts";

/** What a request of Twilio's says: the call is over, or something happened to it. */
export type Request = { readonly type: "call ended" } | Event;

/**
 * Reads a request to the router. `?to=ID` hands a call to a destination; `?from=ID` reports how a leg of that
 * destination ended; `tried=ID,ID` are the destinations before it.
 * https://www.twilio.com/docs/voice/twiml/dial#attributes-action
 */
export function readRequest(parameters: Parameters): Request {
  const text = (name: string) => textOf(parameters[name]);
  if (callEnded.has(text("CallStatus") ?? "")) return { type: "call ended" };
  const from = text("From");
  const to = text("To");
  const call: Call = {
    tried: idsOf(text("tried")),
    returned: readTrail(parameters),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const reported = text("from");
  if (reported !== undefined)
    return { type: "outcome", destination: reported, outcome: readOutcome(text), call };
  return { type: "handoff", destination: text("to") ?? "", call };
}

const callEnded: ReadonlySet<string> = new Set(["completed", "busy", "failed", "no-answer", "canceled"]);

function readOutcome(text: (name: string) => string | undefined): Outcome {
  const status = text("DialCallStatus");
  if (status !== undefined) {
    const bridged = text("DialBridged") !== "false";
    return { leg: "dial", status: isDialStatus(status) ? status : "failed", bridged };
  }
  const recorded = text("RecordingUrl") !== undefined && text("outcome") !== "silent";
  // A report that is neither of a dial nor of a recording is of a leg that never was.
  if (recorded || text("outcome") === "silent")
    return { leg: "record", status: recorded ? "recorded" : "silent" };
  return { leg: "dial", status: "failed", bridged: false };
}

const dialStatuses: readonly string[] = [
  "completed",
  "answered",
  "busy",
  "no-answer",
  "failed",
  "canceled",
] satisfies DialStatus[];

function isDialStatus(status: string): status is DialStatus {
  return dialStatuses.includes(status);
}
