/**
 * Ends `work` when `cancelled` aborts, or after so many milliseconds with a TimeoutError. `AbortSignal.any` with
 * `AbortSignal.timeout` would say the same, but nothing holds on to the latter, nor fetch to what it is given: once
 * that is garbage, a request waits for ever. https://github.com/nodejs/node/issues/57736
 */
export async function within<T>(
  milliseconds: number,
  cancelled: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  cancelled.throwIfAborted();
  const controller = new AbortController();
  const over = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason));
  });
  const cancel = (): void => controller.abort(cancelled.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException(`nothing within ${milliseconds} ms`, "TimeoutError")),
    milliseconds,
  );
  cancelled.addEventListener("abort", cancel);
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
    cancelled.removeEventListener("abort", cancel);
  }
}
