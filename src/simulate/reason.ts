import type { Ended, Reason } from "../evaluate/decision.ts";

/** Why a step happens, for a reader. */
export function reasonText(reason: Reason): string {
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
      return `"${reason.of}" is closed (hours of "${reason.schedule}"), and this takes its calls then`;
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
