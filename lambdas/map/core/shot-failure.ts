import { TesseraError } from '../../kernel/errors.ts';

export type ShotFailureCode = 'missing' | 'unreadable' | 'wrong_size' | 'wrong_checksum' | 'one_colour';

const REMEDY = 'Capture it again and redrive the job with it (tessera map redrive JOB DIR).';

/** Why a shot cannot be used, with what to do about it. */
export const shotFailure = (code: ShotFailureCode, name: string, what: string, cause?: unknown) =>
  new TesseraError(code, 422, `${name}: ${what} ${REMEDY}`, { cause });
