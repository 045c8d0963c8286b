/** Bounds how much runs at once, and lets a run stop: what runs finishes, what waits never begins. */
import pLimit from "p-limit";
import { Stopped } from "./problem.ts";

export interface Work {
  /** Runs `task` when there is room. Throws {@link Stopped} instead once the run stops. */
  do<T>(task: () => Promise<T>): Promise<T>;
  stop(): void;
  readonly stopping: AbortSignal;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/** As many operations as a provider gets at once; it bounds its own calls too. */
const parallel = 16;

export function openWork(): Work {
  const limit = pLimit(parallel);
  const stop = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    do: (task) =>
      limit(async () => {
        if (stop.signal.aborted) throw new Stopped();
        const job = task();
        running.add(job);
        try {
          return await job;
        } finally {
          running.delete(job);
        }
      }),
    stop: () => stop.abort(),
    stopping: stop.signal,
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
