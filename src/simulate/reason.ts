import type { Closed, Ended, Reason } from "../evaluate/decision.ts";
import { own } from "../evaluate/own.ts";
import type { Routing } from "../evaluate/routing.ts";
import { stateText } from "../schedule/text.ts";

/** Why a step happens, for a reader. */
export function reasonText(reason: Reason, { schedules }: Pick<Routing, "schedules">, at: number): string {
  switch (reason.because) {
    case "handed off":
      return "the call was handed here";
    case "former id":
      return `"${reason.id}" is a former id of it`;
    case "unknown destination":
      return `there is no destination "${reason.id}", and this is the default`;
    case "fallback":
      return `"${reason.of}" ${failures[reason.outcome]}, and this is its fallback`;
    case "closed":
      return `${closedText(reason, schedules, at)}; this takes its calls then`;
    case "conversation ended":
      return reason.outcome === "recorded" ? "the message was recorded" : "the conversation is over";
    case "exhausted":
      return `"${reason.of}" ${failures[reason.outcome]} and has no fallback`;
    case "tried before":
      return `the next one, "${reason.id}", was tried before`;
    case "second return":
      return `"${reason.of}" gave the call back to the agent before`;
    case "no agent":
      return `"${reason.of}" ${failures[reason.outcome]}, and this environment has no agent`;
  }
}

/** `"billing" is closed since 17:30, office hours, Europe/London` */
function closedText(
  { of, schedule: id, state, after }: Closed,
  schedules: Routing["schedules"],
  at: number,
): string {
  const schedule = own(schedules, id);
  const before = after === undefined ? "" : `${closedText(after, schedules, at)}, and `;
  return `${before}"${of}" is ${schedule ? stateText(id, schedule, state, at) : "closed"}`;
}

const failures: Readonly<Record<Ended, string>> = {
  closed: "is closed",
  answered: "was answered",
  declined: "declined",
  busy: "was busy",
  "no-answer": "did not answer",
  failed: "could not be reached",
  canceled: "was canceled",
  transferred: "took the call over",
  refused: "refused the transfer",
  "picked-up": "picked up",
  "waited-out": "kept the caller waiting too long",
  "queue-full": "was full",
  "queue-failed": "could not be reached",
  recorded: "took a message",
  silent: "heard nobody speak",
};
