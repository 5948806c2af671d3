/** How often the parent is looked for, ms: a person should not notice, and asking costs nothing. */
const INTERVAL_MS = 300;

/**
 * Calls `act` once when the process that started this one has ended. npm runs a script in a shell; told to end (SIGTERM) it
 * tells the shell only, and what the shell started would live on alone. Answers how to stop looking.
 */
export function whenParentEnds(act: () => void, parent: () => number = () => process.ppid): () => void {
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    act();
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Whether npm started this process as a script of its own, and nobody else waits for it. */
export const isNpmScript = (environment = process.env): boolean => environment.npm_lifecycle_event !== undefined;
