import { TesseraError } from '../../kernel/errors.ts';

const CODE = 'cannot_sign';

/** 503: there is no key to sign with just now. Whoever has another way to the bytes takes it. */
export const cannotSign = (cause: unknown): TesseraError =>
  new TesseraError(CODE, 503, 'The address of this picture cannot be signed just now. Try again soon.', {
    retry: true,
    cause,
  });

export const isCannotSign = (error: unknown): error is TesseraError =>
  error instanceof TesseraError && error.code === CODE;
