import { PENDING_MEDIA_SECONDS } from '../../../../lib/limits.ts';
import { epochSeconds } from '../../../kernel/clock.ts';
import { timeOf } from '../../../kernel/ids.ts';
import type { InputsLock } from '../../ports/jobs.ts';

/** The uploads of a request that was claimed so long ago, and never became a job, have expired: nobody goes on with it. */
export const isOldClaim = ({ build }: Pick<InputsLock, 'build'>, now: Date): boolean =>
  epochSeconds(timeOf(build)) + PENDING_MEDIA_SECONDS <= epochSeconds(now);
