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

/** Lines that a function writes: only its troubles are worth one here. */
export function troubleOf(functionName: string, line: string): string | undefined {
  if (!line.startsWith('{')) return /^\S*(Error|Exception)\b/.test(line) ? `${functionName}: ${line}` : undefined;
  try {
    const entry = JSON.parse(line) as { level?: string; message?: string; error?: { message?: string } };
    if (!TROUBLE.includes(entry.level ?? '')) return undefined;
    return `${functionName}: ${[entry.message, entry.error?.message].filter(Boolean).join(': ')}`;
  } catch {
    return undefined;
  }
}
