import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { TesseraError } from './errors.ts';

const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)\s*(;\s*charset="?utf-8"?\s*)?$/i;

const QUOTED = /, (\.\.\.)?".*"(\.\.\.)? is not valid JSON$/s;

type Bodied = Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>;

/**
 * The body of a request, which must be JSON and say so: a form or a picture sent by mistake is named as what it is.
 * @throws TesseraError 415 for another type or a compressed body, 400 for what is not JSON.
 */
export function jsonBody({ headers, body = '', isBase64Encoded }: Bodied): unknown {
  const type = headers['content-type'];
  if (!type || !JSON_TYPE.test(type)) {
    const given = type ? `it says ${type.slice(0, 100)}` : 'it is missing';
    throw unsupported(`The header Content-Type must be application/json (${given}).`);
  }
  if (headers['content-encoding'] && headers['content-encoding'] !== 'identity') {
    throw unsupported('Send the body as it is: the header Content-Encoding is not supported.');
  }
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  // API Gateway has decoded most bodies by now, and says no more than this about bytes that were no UTF-8.
  if (text.includes('\ufffd')) throw malformed('it is not UTF-8, or has the character U+FFFD');
  try {
    return JSON.parse(text);
  } catch (error) {
    // Without the piece of the body that V8 quotes: it may be a piece of a password.
    const reason = text === '' ? 'it is empty' : (error as Error).message.replace(QUOTED, '');
    throw malformed(reason);
  }
}

const malformed = (reason: string) => new TesseraError('malformed_json', 400, `The body must be JSON (${reason}).`);
const unsupported = (message: string) => new TesseraError('unsupported_media_type', 415, message);
