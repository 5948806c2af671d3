/** What happens, one short line an event, for the person who started the twin. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Report } from '../service.ts';

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Reports a request when it has been answered: what changes something, and what failed. Reads that succeed are left out, or
 * a page that polls would hide the rest; so are those of what is not there, because asking whether it is is no failure.
 */
export function reportRequest(request: IncomingMessage, response: ServerResponse, report: Report): void {
  const start = performance.now();
  const { method = 'GET', url = '/' } = request;
  response.once('finish', () => {
    const { statusCode: status } = response;
    if (READS.includes(method) && (status < 400 || status === 404)) return;
    // Without the query: it may carry a token.
    report(`${method} ${url.split('?')[0]} ${status} (${Math.round(performance.now() - start)} ms)`);
  });
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
