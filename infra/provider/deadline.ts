/**
 * Ends `work` when `cancelled` aborts, or `grace` milliseconds later, or after so many milliseconds with a TimeoutError.
 * `AbortSignal.any` with `AbortSignal.timeout` would say the same, but nothing holds on to the latter, nor fetch to what it is given: once
 * that is garbage, a request waits for ever. https://github.com/nodejs/node/issues/57736
 */
export async function within<T>(
  milliseconds: number,
  cancelled: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  grace = 0,
): Promise<T> {
  cancelled.throwIfAborted();
  const controller = new AbortController();
  const over = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason));
  });
  let last: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    if (grace === 0) controller.abort(cancelled.reason);
    else last = setTimeout(() => controller.abort(cancelled.reason), grace);
  };
  const timer = setTimeout(
    () => controller.abort(new DOMException(`nothing within ${milliseconds} ms`, "TimeoutError")),
    milliseconds,
  );
  cancelled.addEventListener("abort", cancel);
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
    clearTimeout(last);
    cancelled.removeEventListener("abort", cancel);
  }
}

/** The time that one resource had is over; others go on. */
export class Expired extends Error {}
