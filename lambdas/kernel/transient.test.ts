import { describe, expect, it } from 'vitest';
import { TesseraError, unavailable } from './errors.ts';
import { isTransient } from './transient.ts';

const errorWith = (fields: object) => Object.assign(new Error('It went wrong.'), fields);

describe('isTransient', () => {
  it.each([
    ['an error of ours that says so', unavailable('Busy.')],
    ['what the SDK calls retryable', errorWith({ $retryable: {} })],
    ['throttling with the status 400', errorWith({ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } })],
    ['a write that met a transaction', errorWith({ name: 'TransactionConflictException' })],
    ['the status 429', errorWith({ $metadata: { httpStatusCode: 429 } })],
    ['the status 503', errorWith({ $metadata: { httpStatusCode: 503 } })],
    ['a broken connection', errorWith({ code: 'ECONNRESET' })],
    ['a broken connection below', new TypeError('fetch failed', { cause: errorWith({ code: 'EAI_AGAIN' }) })],
  ])('is true for %s', (_, error) => {
    expect(isTransient(error)).toBe(true);
  });

  it.each([
    ['a refusal of ours, whatever caused it', new TesseraError('x', 422, 'y', { cause: errorWith({ code: 'EPIPE' }) })],
    ['a refusal of a service', errorWith({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } })],
    ['a bug', new TypeError('x is not a function')],
    ['what is no error', 'ECONNRESET'],
  ])('is false for %s', (_, error) => {
    expect(isTransient(error)).toBe(false);
  });
});
