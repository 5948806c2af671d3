/** The one mapping of results and errors to HTTP (API Gateway's payload format 2.0). */
import { TesseraError } from './errors.ts';

export type HttpAnswer = { statusCode: number; headers: Record<string, string>; body: string };

// Answers depend on who asks and when: no cache on the way may keep them.
const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

export const respond = (statusCode: number, body: unknown): HttpAnswer => ({
  statusCode,
  headers: { ...HEADERS },
  body: JSON.stringify(body),
});

/**
 * `{error: {code, message, details, request_id}}`. What is not a TesseraError is a bug of ours: the caller gets the
 * request id to report and nothing of the inside.
 */
export function respondError(error: unknown, request_id: string): HttpAnswer {
  if (!(error instanceof TesseraError)) {
    const message = `Something went wrong on our side. Try again; if it stays, report the request id ${request_id}.`;
    return respond(500, { error: { code: 'internal', message, details: [], request_id } });
  }
  const { code, status, message, details, retry } = error;
  const answer = respond(status, { error: { code, message, details, request_id } });
  if (status === 401) answer.headers['www-authenticate'] = 'Bearer';
  if (retry) answer.headers['retry-after'] = '2';
  return answer;
}
