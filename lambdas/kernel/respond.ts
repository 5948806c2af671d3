/** The one mapping of results and errors to HTTP (API Gateway's payload format 2.0). */
import { PICTURE_POLICY } from '../../lib/limits/delivered.ts';
import { storedAs } from './content-disposition.ts';
import { TesseraError } from './errors.ts';

export type HttpAnswer = {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: boolean;
  /** Whole values of Set-Cookie. */
  cookies?: string[];
};

// Answers depend on who asks and when: no cache on the way may keep them.
const NOT_KEPT = { 'cache-control': 'no-store' };
const JSON_BODY = { 'content-type': 'application/json; charset=utf-8' };

export const respond = (statusCode: number, body: unknown, more: { cookies?: string[] } = {}): HttpAnswer => ({
  statusCode,
  headers: { ...JSON_BODY, ...NOT_KEPT },
  body: JSON.stringify(body),
  ...more,
});

/** 204. */
export const respondNothing = (): HttpAnswer => ({ statusCode: 204, headers: { ...NOT_KEPT }, body: '' });

/**
 * 302 to an address that is good for a while. Who is sent on does not tell the next server where from: addresses of this API may
 * hold the token of a link.
 */
export const redirect = (location: string): HttpAnswer => ({
  statusCode: 302,
  headers: { ...NOT_KEPT, location, 'referrer-policy': 'no-referrer' },
  body: '',
});

/**
 * Bytes that somebody uploaded, or a copy of them, below the 6 MB of a Lambda answer. Whatever they are, a browser takes them for what
 * `type` says, and runs nothing of them.
 * @param saveAs a name to be stored under, instead of being shown
 */
export const respondBytes = (type: string, bytes: Uint8Array, saveAs?: string): HttpAnswer => ({
  statusCode: 200,
  headers: {
    ...{ ...NOT_KEPT, 'content-type': type, 'x-content-type-options': 'nosniff' },
    'content-security-policy': PICTURE_POLICY,
    ...(saveAs !== undefined && { 'content-disposition': storedAs(saveAs) }),
  },
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
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
  const { code, status, message, details, retry, retryAfter = 2, challenge } = error;
  const answer = respond(status, { error: { code, message, details, request_id } });
  if (status === 401) answer.headers['www-authenticate'] = challenge;
  if (retry) answer.headers['retry-after'] = String(retryAfter);
  return answer;
}
