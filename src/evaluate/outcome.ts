/** How one attempt to reach somebody ended. */
export type Outcome =
  | { readonly leg: "dial"; readonly status: DialStatus; readonly bridged: boolean }
  | { readonly leg: "refer"; readonly accepted: boolean }
  | { readonly leg: "queue"; readonly result: "picked-up" | "waited-out" | "queue-full" | "queue-failed" }
  | { readonly leg: "record"; readonly status: "recorded" | "silent" };

/** Twilio's DialCallStatus. https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus */
export type DialStatus = "completed" | "answered" | "busy" | "no-answer" | "failed" | "canceled";

const byName = {
  answered: { leg: "dial", status: "completed", bridged: true },
  declined: { leg: "dial", status: "completed", bridged: false },
  busy: { leg: "dial", status: "busy", bridged: false },
  "no-answer": { leg: "dial", status: "no-answer", bridged: false },
  failed: { leg: "dial", status: "failed", bridged: false },
  canceled: { leg: "dial", status: "canceled", bridged: false },
  transferred: { leg: "refer", accepted: true },
  refused: { leg: "refer", accepted: false },
  "picked-up": { leg: "queue", result: "picked-up" },
  "waited-out": { leg: "queue", result: "waited-out" },
  "queue-full": { leg: "queue", result: "queue-full" },
  "queue-failed": { leg: "queue", result: "queue-failed" },
  recorded: { leg: "record", status: "recorded" },
  silent: { leg: "record", status: "silent" },
} as const satisfies Readonly<Record<string, Outcome>>;

/** One word per outcome, as commands and the agent's webhook name it. */
export type OutcomeName = keyof typeof byName;

export const outcomeNames = Object.keys(byName) as readonly OutcomeName[];

export function outcomeOf(name: OutcomeName): Outcome {
  return byName[name];
}

export function nameOf(outcome: Outcome): OutcomeName {
  switch (outcome.leg) {
    case "dial":
      if (outcome.status !== "completed" && outcome.status !== "answered") return outcome.status;
      return outcome.bridged ? "answered" : "declined";
    case "refer":
      return outcome.accepted ? "transferred" : "refused";
    case "queue":
      return outcome.result;
    case "record":
      return outcome.status;
  }
}

const good: ReadonlySet<OutcomeName> = new Set(["answered", "transferred", "picked-up", "recorded"]);

/**
 * Whether the caller got through, so that nothing may ring any more. A leg that was screened and declined is
 * `completed` too, but was never bridged.
 */
export function reached(outcome: Outcome): boolean {
  return good.has(nameOf(outcome));
}

/** The outcome that a leg has when nothing is said of it. */
export function usualOutcome(leg: Outcome["leg"]): OutcomeName {
  return ({ dial: "answered", refer: "transferred", queue: "picked-up", record: "recorded" } as const)[leg];
}
