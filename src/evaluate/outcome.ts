/** How one attempt to reach somebody ended. */
export type Outcome =
  | { readonly leg: "dial"; readonly status: DialStatus; readonly bridged: boolean }
  | { readonly leg: "record"; readonly status: "recorded" | "silent" };

/** Twilio's DialCallStatus. https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus */
export type DialStatus = "completed" | "answered" | "busy" | "no-answer" | "failed" | "canceled";

/** One word per outcome, as commands and the agent's webhook name it. */
export type OutcomeName =
  | "answered"
  | "declined"
  | "busy"
  | "no-answer"
  | "failed"
  | "canceled"
  | "recorded"
  | "silent";

const byName: Readonly<Record<OutcomeName, Outcome>> = {
  answered: { leg: "dial", status: "completed", bridged: true },
  declined: { leg: "dial", status: "completed", bridged: false },
  busy: { leg: "dial", status: "busy", bridged: false },
  "no-answer": { leg: "dial", status: "no-answer", bridged: false },
  failed: { leg: "dial", status: "failed", bridged: false },
  canceled: { leg: "dial", status: "canceled", bridged: false },
  recorded: { leg: "record", status: "recorded" },
  silent: { leg: "record", status: "silent" },
};

export const outcomeNames = Object.keys(byName) as readonly OutcomeName[];

export function outcomeOf(name: OutcomeName): Outcome {
  return byName[name];
}

export function nameOf(outcome: Outcome): OutcomeName {
  if (outcome.leg === "record") return outcome.status;
  if (outcome.status === "completed" || outcome.status === "answered")
    return outcome.bridged ? "answered" : "declined";
  return outcome.status;
}

/**
 * Whether the caller got through, so that nothing may ring any more. A leg that was screened and declined is
 * `completed` too, but was never bridged.
 */
export function reached(outcome: Outcome): boolean {
  const name = nameOf(outcome);
  return name === "answered" || name === "recorded";
}
