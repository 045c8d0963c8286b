import type { Call, Event } from "../evaluate/event.ts";
import type { DialStatus, Outcome } from "../evaluate/outcome.ts";
import { idsOf, type Parameters, textOf } from "./parameters.ts";
import { readTrail } from "./trail.ts";

/** What a request of Twilio's says: the call is over, or something happened to it. */
export type Request =
  | { readonly type: "call ended" }
  /** A callee has picked up and is to hear the whisper. */
  | { readonly type: "whisper"; readonly destination: string; readonly showsCaller: boolean }
  /** A callee has keyed something after the whisper. */
  | { readonly type: "keyed"; readonly destination: string; readonly digits: string }
  | Event;

/**
 * Reads a request to the router, which came at `at` (milliseconds since 1970). `?to=ID` hands a call to a destination; `?from=ID` reports how a leg of that
 * destination ended; `tried=ID,ID` are the destinations before it, `chosen=ID` what the agent chose where that did not ring first.
 * https://www.twilio.com/docs/voice/twiml/dial#attributes-action
 */
export function readRequest(parameters: Parameters, at: number): Request {
  const text = (name: string) => textOf(parameters[name]);
  if (callEnded.has(text("CallStatus") ?? "")) return { type: "call ended" };
  const whisper = text("whisper");
  if (whisper !== undefined)
    return { type: "whisper", destination: whisper, showsCaller: text("caller") !== "hidden" };
  const accept = text("accept");
  if (accept !== undefined) return { type: "keyed", destination: accept, digits: text("Digits") ?? "" };
  const from = text("From");
  const to = text("To");
  const [chosen] = idsOf(text("chosen"));
  const call: Call = {
    tried: idsOf(text("tried")),
    ...(chosen === undefined ? {} : { chosen }),
    returned: readTrail(parameters),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const reported = text("from");
  if (reported !== undefined)
    return { type: "outcome", at, destination: reported, outcome: readOutcome(text), call };
  return { type: "handoff", at, destination: text("to") ?? "", call };
}

const callEnded: ReadonlySet<string> = new Set(["completed", "busy", "failed", "no-answer", "canceled"]);

function readOutcome(text: (name: string) => string | undefined): Outcome {
  const status = text("DialCallStatus");
  if (status !== undefined) {
    const bridged = text("DialBridged") !== "false";
    return { leg: "dial", status: isDialStatus(status) ? status : "failed", bridged };
  }
  const queue = text("QueueResult");
  if (queue !== undefined) return { leg: "queue", result: queueResults[queue] ?? "queue-failed" };
  if (text("ReferCallStatus") !== undefined || text("ReferSipResponseCode") !== undefined)
    return { leg: "refer", accepted: referred(text) };
  const recorded = text("RecordingUrl") !== undefined && text("outcome") !== "silent";
  // A report that is neither of a leg nor of a recording is of a leg that never was.
  if (recorded || text("outcome") === "silent")
    return { leg: "record", status: recorded ? "recorded" : "silent" };
  return { leg: "dial", status: "failed", bridged: false };
}

/** https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action; a redirected call is with somebody else. */
const queueResults: Readonly<Record<string, Extract<Outcome, { leg: "queue" }>["result"]>> = {
  bridged: "picked-up",
  "bridging-in-process": "picked-up",
  redirected: "picked-up",
  "redirected-from-bridged": "picked-up",
  hangup: "picked-up",
  leave: "waited-out",
  "queue-full": "queue-full",
};

/**
 * A transfer counts when the other side has said so: by its NOTIFY, or where none came, by accepting the REFER.
 * https://www.twilio.com/docs/voice/twiml/refer#action: the status of a transfer that worked is `in-progress`.
 */
function referred(text: (name: string) => string | undefined): boolean {
  if (failedRefer.has(text("ReferCallStatus") ?? "")) return false;
  return /^2\d\d$/.test(text("NotifySipResponseCode") || text("ReferSipResponseCode") || "");
}

const failedRefer: ReadonlySet<string> = new Set(["failed", "busy", "no-answer", "canceled"]);

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
