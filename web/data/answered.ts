/** The HTTP API answers within 30 s or not at all (its integrations' limit); a little more for slow lines. */
const LIMIT_MS = 40_000;

/**
 * `fetch`, where a question of the API ends without an answer after a while: a connection that died while the computer slept
 * does not say so, and whoever waits for it waits for ever. Uploads may take their time.
 */
export const answered: typeof fetch = (address, init) => {
  const isQuestion = new URL(String(address), location.href).pathname.startsWith('/api/');
  return fetch(address, isQuestion ? { signal: AbortSignal.timeout(LIMIT_MS), ...init } : init);
};
