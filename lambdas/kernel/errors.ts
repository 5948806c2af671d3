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

  constructor(
    code: string,
    status: number,
    message: string,
    options: { details?: Detail[]; retry?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = code;
    this.code = code;
    this.status = status;
    this.retry = options.retry ?? false;
    this.details = options.details ?? [];
  }
}

/** 422: names every field and its remedy. */
export const invalidFields = (details: Detail[]) =>
  new TesseraError('invalid_fields', 422, details.map((d) => `${d.field}: ${d.message}`).join('; '), { details });
/** 404: also for what belongs to somebody else. */
export const notFound = (what: string, id: string) =>
  new TesseraError('not_found', 404, `There is no ${what} ${id}, or it is not yours.`);
export const conflict = (code: string, message: string) => new TesseraError(code, 409, message);
export const tooLarge = (message: string, details: Detail[] = []) =>
  new TesseraError('too_large', 413, message, { details });
export const forbidden = (message: string) => new TesseraError('forbidden', 403, message);
export const unavailable = (message: string, cause?: unknown) =>
  new TesseraError('unavailable', 503, message, { retry: true, cause });
