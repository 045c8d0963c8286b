import { own } from "../../../src/evaluate/own.ts";
import type { Plan } from "../../../src/plan/plan.ts";

/** What something that is deployed is about. */
export type Subject =
  | { readonly kind: "release" }
  | { readonly kind: "destination"; readonly id: string }
  | { readonly kind: "number"; readonly id: string };

/** Something that is not as planned, or that nobody could look at. */
export interface Finding {
  readonly subject: Subject;
  readonly state: "different" | "unchecked";
  readonly message: string;
  readonly planned?: string;
  readonly found?: string;
}

export type State = "as planned" | Finding["state"];

/** One subject with all that was found about it. */
export interface Verdict {
  readonly state: State;
  readonly findings: readonly Omit<Finding, "subject">[];
}

/** Of each subject, its findings; one difference outweighs what could not be checked. */
export interface Verdicts {
  readonly release: Verdict;
  readonly destinations: Readonly<Record<string, Verdict>>;
  readonly numbers: Readonly<Record<string, Verdict>>;
}

export const release: Subject = { kind: "release" };

export const different = (subject: Subject, message: string): Finding => ({
  subject,
  state: "different",
  message,
});

/** The destination that a document is of; what belongs to all of them is the release's. */
export function subjectOf(plan: Plan, path: string): Subject {
  const name = /^\/\w+\/(.+)\.xml$/.exec(path)?.[1] ?? "";
  const id = own(plan.aliases, name) ?? name;
  return own(plan.destinations, id) === undefined ? release : { kind: "destination", id };
}

/** Of each subject its findings. */
export function verdicts(plan: Plan, findings: readonly Finding[]): Verdicts {
  const verdictOf = (matches: (subject: Subject) => boolean): Verdict => {
    const found = findings.filter(({ subject }) => matches(subject));
    const states = found.map(({ state }) => state);
    const state = states.includes("different") ? "different" : (states[0] ?? "as planned");
    return { state, findings: found.map(({ subject: _, ...rest }) => rest) };
  };
  const verdictsOf = (kind: "destination" | "number", ids: readonly string[]) =>
    Object.fromEntries(
      ids.map((id) => [id, verdictOf((subject) => subject.kind === kind && subject.id === id)]),
    );
  return {
    release: verdictOf(({ kind }) => kind === "release"),
    destinations: verdictsOf("destination", Object.keys(plan.destinations)),
    numbers: verdictsOf("number", Object.keys(plan.numbers)),
  };
}
