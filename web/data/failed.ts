import { text } from '../text/en.ts';

/** What the client tells of a call that failed (`ApiError`); what fails in the browser itself has a message only. */
export type Failed = { message: string; code?: string; requestId?: string; status?: number; retryAfter?: number };

export function failedBy(error: unknown): Failed {
  if (!(error instanceof Error)) return { message: String(error) };
  return isUnanswered(error) ? { message: text.noAnswer(location.host), status: 0 } : error;
}

/** What `fetch` and `import` throw in Chromium, Firefox and Safari when no answer comes; it tells people nothing. */
const isUnanswered = ({ name, message }: Error) =>
  name === 'TypeError' &&
  /failed to fetch|networkerror|load failed|importing a module|loading dynamically/i.test(message);

/** Answers that asking again does not change: not signed in, not allowed, not there. */
export const isFinal = (error: unknown): boolean => [401, 403, 404].includes(failedBy(error).status ?? 0);
