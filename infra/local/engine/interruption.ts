/** SIGINT, SIGTERM and the caller's signal; a second one ends this process at once, and its children with it. */

/** Returns what stops listening. */
export function onInterruption(
  signal: AbortSignal | undefined,
  interrupt: (how: string) => void,
): () => void {
  let interrupted = false;
  const first = (how: string): void => {
    if (interrupted) return;
    interrupted = true;
    interrupt(how);
  };
  const bySystem = (name: NodeJS.Signals): void => {
    if (interrupted) process.exit(130);
    first(name);
  };
  const byCaller = () => first("aborted");
  process.on("SIGINT", bySystem);
  process.on("SIGTERM", bySystem);
  signal?.addEventListener("abort", byCaller);
  if (signal?.aborted === true) byCaller();
  return () => {
    process.off("SIGINT", bySystem);
    process.off("SIGTERM", bySystem);
    signal?.removeEventListener("abort", byCaller);
  };
}
