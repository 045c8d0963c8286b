import { Expired } from "./deadline.ts";
import { type Properties, text } from "./property.ts";

/**
 * What this process knows of the Twilio account. Lists are asked for once and shared by all resources;
 * what this process changes is changed here too. One per Configure, so it never outlives a run.
 */
export interface Account {
  /** The remembered answer of that name, else what `ask` brings. A failure is not remembered. */
  readonly once: <T>(name: string, ask: () => Promise<T>) => Promise<T>;
  readonly remember: <T>(name: string, value: T) => void;
  /** The remembered answer, if there is one. */
  readonly recall: <T>(name: string) => Promise<T> | undefined;
  readonly forget: (name: string) => void;
  /** Sids that this process has created or taken over. Deleting what it replaces must not delete these. */
  readonly held: Set<string>;
  /** Objects of Twilio's that the program of this run has a resource for. Removing another resource must leave them. */
  readonly wanted: Set<string>;
  /** Versions uploaded by this process: no earlier run can have built them. */
  readonly uploaded: Set<string>;
  /** The commits that these name, by version. */
  readonly commits: Map<string, string>;
}

/** What `named` inputs name, as one text; in names of domains case does not matter. */
export function identity(type: string, named: readonly string[], inputs: Properties): string {
  return [type, ...named.map((name) => text(inputs, name).toLowerCase())].join(" ");
}

/** Under what the state of a resource is remembered that this run has compared, or made since. */
export const stateName = (type: string, named: readonly string[], inputs: Properties): string =>
  `state of ${identity(type, named, inputs)}`;

export function account(): Account {
  const answers = new Map<string, Promise<unknown>>();
  function once<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const known = answers.get(name) as Promise<T> | undefined;
    if (known !== undefined)
      return known.catch((error: unknown) => {
        // Whoever asked first has no more time; this one has its own.
        if (error instanceof Expired) return once(name, ask);
        throw error;
      });
    const answer = ask();
    answers.set(name, answer);
    answer.catch(() => {
      if (answers.get(name) === answer) answers.delete(name);
    });
    return answer;
  }
  return {
    once,
    remember: (name, value) => {
      answers.set(name, Promise.resolve(value));
    },
    recall: <T>(name: string) => answers.get(name) as Promise<T> | undefined,
    forget: (name) => {
      answers.delete(name);
    },
    held: new Set(),
    wanted: new Set(),
    uploaded: new Set(),
    commits: new Map(),
  };
}
