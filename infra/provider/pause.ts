import { setTimeout as wait } from "node:timers/promises";

/** Waits that many milliseconds; throws the signal's reason when it is ended meanwhile. */
export async function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
  signal.throwIfAborted();
  await wait(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}
