import { setTimeout as wait } from "node:timers/promises";

/** What ends a wait, and how quickly time passes. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Waits are so many times shorter than they are said to be; 1 is the default, and tests hurry. */
  readonly haste?: number;
}

/** How quickly time passes for a provider: tests hurry. */
export interface Pace {
  readonly haste: number;
  /** Milliseconds after which a request counts as not answered. */
  readonly timeout: number;
}

export const usualPace: Pace = { haste: 1, timeout: 60_000 };

/** Waits that many milliseconds; throws the signal's reason when it is ended meanwhile. */
export async function pause({ signal, haste = 1 }: Waiting, milliseconds: number): Promise<void> {
  signal.throwIfAborted();
  await wait(milliseconds / haste, undefined, { signal }).catch(() => signal.throwIfAborted());
}
