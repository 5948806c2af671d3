import { TesseraError } from './errors.ts';

/** Of DynamoDB, S3 and Step Functions: they answer these also with the status 400 (AWS SDK, its retry constants). */
const NAMES = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestTimeout',
  'RequestTimeoutException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);
/** Of Node.js: the connection broke or the name was not found just now. */
const CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

type ServiceError = Error & { code?: unknown; $retryable?: object; $metadata?: { httpStatusCode?: number } };

/**
 * True when the same call may succeed later: a TesseraError says so itself; else throttling, a status of 429 or from 500,
 * or a broken connection, of the error or of what caused it.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof TesseraError) return error.retry;
  if (!(error instanceof Error)) return false;
  const { name, code, cause, $retryable, $metadata } = error as ServiceError;
  const status = $metadata?.httpStatusCode ?? 0;
  if ($retryable !== undefined || status === 429 || status >= 500) return true;
  return NAMES.has(name) || CODES.has(String(code)) || isTransient(cause);
}

/** The error's name that state machines retry (`lib/constructs/map-workflow/job-state.ts`). */
export const TRANSIENT = 'Transient';

/** The error as the state machine's Retry knows it; when no retry helped, its message is what people read. */
export function transientError(cause: unknown): TesseraError {
  const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const message =
    cause instanceof TesseraError
      ? cause.message
      : `A service did not do its part, also when asked again (${what}). Go on with: tessera map redrive JOB`;
  return new TesseraError(TRANSIENT, 503, message, { retry: true, cause });
}
