/**
 * The one family of errors. A code is for programs, a message for people (what happened and what to do), the status is
 * for HTTP (`respond.ts` maps it), `retry` for queues and workflows: true when the same call may succeed later.
 */
export type Detail = { field: string; message: string };

export class TesseraError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retry: boolean;
  readonly details: Detail[];
  /** Seconds until the same call may succeed, where that is known. */
  readonly retryAfter: number | undefined;
  /** What a 401 asks for, as the header WWW-Authenticate says it. */
  readonly challenge: string;

  constructor(
    code: string,
    status: number,
    message: string,
    options: { details?: Detail[]; retry?: boolean; retryAfter?: number; challenge?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = code;
    this.code = code;
    this.status = status;
    this.retry = options.retry ?? options.retryAfter !== undefined;
    this.retryAfter = options.retryAfter;
    this.challenge = options.challenge ?? 'Bearer';
    this.details = options.details ?? [];
  }
}

/** Enough to mend a request by; 10,000 wrong shots would make an answer of a megabyte. */
const DETAILS = 100;
/** Few enough to read in one line; all the others are in the details. */
const IN_MESSAGE = 3;

const told = (sentences: string[]): string => {
  const more = sentences.length - IN_MESSAGE;
  return [...sentences.slice(0, IN_MESSAGE), ...(more > 0 ? [`and ${more} more`] : [])].join(' ');
};

/** 422: names each field and its remedy, the first ones in the message, too. */
export function invalidFields(details: Detail[]): TesseraError {
  const message = told(details.map((detail) => `${detail.field}: ${detail.message}`));
  return new TesseraError('invalid_fields', 422, message, { details: details.slice(0, DETAILS) });
}
/** 404: also for what belongs to somebody else. */
export const notFound = (what: string, id: string) =>
  new TesseraError('not_found', 404, `There is no ${what} ${id}, or it is not yours.`);
/** 410: it was there once. */
export const gone = (code: string, message: string) => new TesseraError(code, 410, message);
/** 429: `seconds`, whole, until it may be tried again. */
export const tooMany = (message: string, seconds: number) =>
  new TesseraError('too_many', 429, message, { retryAfter: seconds });
export const conflict = (code: string, message: string) => new TesseraError(code, 409, message);
/** 413: names what is too large, the first ones in the message, too; `remedy` is a sentence. */
export function tooLarge(details: Detail[], remedy: string): TesseraError {
  const message = `Too large: ${told(details.map((detail) => detail.message))} ${remedy}`;
  return new TesseraError('too_large', 413, message, { details: details.slice(0, DETAILS) });
}
export const forbidden = (message: string) => new TesseraError('forbidden', 403, message);
export const unavailable = (message: string, cause?: unknown) =>
  new TesseraError('unavailable', 503, message, { retry: true, cause });
