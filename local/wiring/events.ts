/** What happens, one short line an event, for the person who started the twin. */
const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * One line for a request that the API answered: what changes something, and what failed. Reads that succeed are left out, or
 * a page that polls would hide the rest; so are those of what is not there, because asking whether it is is no failure.
 * @param route as the access log names it: a path may hold the token of a link
 */
export function requestLine(answer: { route: string; method: string; status: number; ms: number }): string | undefined {
  const { route, method, status, ms } = answer;
  if (READS.includes(method) && (status < 400 || status === 404)) return undefined;
  return `${route} ${status} (${ms} ms)`;
}

/** Log levels of Powertools' logger that tell of trouble. */
const TROUBLE = ['WARN', 'ERROR', 'CRITICAL'];

type Entry = { level?: string; message?: string; error?: { message?: string }; message_id?: string; attempt?: number };

/** Lines that a function writes: only its troubles are worth one here. */
export function troubleOf(functionName: string, line: string): string | undefined {
  if (!line.startsWith('{')) return /^\S*(Error|Exception)\b/.test(line) ? `${functionName}: ${line}` : undefined;
  try {
    const { level, message, error, message_id, attempt } = JSON.parse(line) as Entry;
    if (!TROUBLE.includes(level ?? '')) return undefined;
    // By its id a message among the dead letters is found again.
    const of = message_id ? ` (message ${message_id}, attempt ${attempt})` : '';
    return `${functionName}: ${[message, error?.message].filter(Boolean).join(': ')}${of}`;
  } catch {
    return undefined;
  }
}
