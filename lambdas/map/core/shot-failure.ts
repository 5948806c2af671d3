import { TesseraError } from '../../kernel/errors.ts';
import type { SHOT_FAILURES } from '../redrive-schemas.ts';

export type ShotFailureCode = (typeof SHOT_FAILURES)[number];
/** Which screenshot, and what people know it by. */
export type NamedShot = { id: string; name: string };

const REMEDY = 'Capture it again and redrive the job with it (tessera map redrive JOB DIR).';

/** Why a shot cannot be used, with what to do about it. */
export class ShotFailure extends TesseraError {
  readonly screenshot_id: string;

  constructor(code: ShotFailureCode, { id, name }: NamedShot, what: string, cause?: unknown) {
    super(code, 422, `${name}: ${what} ${REMEDY}`, { cause });
    this.screenshot_id = id;
  }
}
