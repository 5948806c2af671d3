import { failedBy } from './failed.ts';

/**
 * A refusal of the API, which is written for programs and names ids, in the page's own words, by its code; any other error as it
 * is. Status, code and request id stay.
 */
export function inOurWords(error: unknown, texts: Readonly<Record<string, string>>): unknown {
  const { code, status, requestId } = failedBy(error);
  const words = code !== undefined && Object.hasOwn(texts, code) ? texts[code] : undefined;
  return words ? Object.assign(new Error(words, { cause: error }), { status, code, requestId }) : error;
}
