import pRetry, { AbortError } from "p-retry";
import { pause, type Waiting } from "../pause.ts";
import { isTooMany, RequestError } from "./errors.ts";

/** What makes it safe to send a request again after an answer that says nothing about its effect. */
export type Repeat<T> =
  /** Twice has the effect of once: GET, DELETE, and POST of the same values to one object. */
  | { readonly kind: "idempotent" }
  /** A second one would make a twin: look first whether the thing is there. */
  | { readonly kind: "lookup"; readonly find: () => Promise<T | undefined> };

export interface Patience extends Waiting {
  /** Told in words why it takes longer. */
  readonly status: (text: string) => void;
}

/**
 * Fifteen more attempts within about two minutes, with jitter, so that a burst of refusals does not come back as one.
 * That many only where each was refused for being too many; anything else has failed after seven attempts, 15 seconds.
 */
const backoff = { retries: 15, minTimeout: 100, factor: 2.2, maxTimeout: 8_000, randomize: true };
const faults = 7;

export async function retrying<T>(
  attempt: () => Promise<T>,
  repeat: Repeat<T>,
  patience: Patience,
): Promise<T> {
  const { signal, status, haste = 1 } = patience;
  let doubtful = false;
  let failed = 0;
  let answered: { readonly value: T } | undefined;
  const answer = pRetry(
    async () => {
      if (doubtful && repeat.kind === "lookup") {
        const found = await repeat.find().catch(giveUp);
        if (found !== undefined) return found;
        doubtful = false;
      }
      try {
        answered = { value: await attempt() };
        return answered.value;
      } catch (error) {
        doubtful = error instanceof RequestError && error.effect === "unknown";
        throw error;
      }
    },
    {
      ...backoff,
      minTimeout: backoff.minTimeout / haste,
      maxTimeout: backoff.maxTimeout / haste,
      signal,
      shouldRetry: ({ error }) => isPassing(error) && failed < faults,
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!isTooMany(error)) failed += 1;
        if (!isPassing(error) || failed === faults || retriesLeft === 0) return;
        status(`${error.message} Trying again`);
        if (error.retryAfter !== undefined) await pause(patience, error.retryAfter);
      },
    },
  );
  return await answer.catch((error: unknown) => {
    // What came while the run was being cancelled is done: it can be recorded.
    if (answered !== undefined) return answered.value;
    throw error;
  });
}

const isPassing = (error: unknown): error is RequestError => error instanceof RequestError && error.transient;

/** Looking is patient itself: when it has failed there is nothing to try again. */
function giveUp(error: unknown): never {
  throw new AbortError(error instanceof Error ? error : String(error));
}
