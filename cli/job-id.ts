import { JobId } from '../lambdas/map/field-schemas.ts';
import { usageError } from './command-error.ts';

const EXAMPLE = 'job_01JD4Q8ZJ5T4Y0M3N2B1A0X9W8';

/** The job that a command is about, its first operand. @throws CommandError for what cannot be a job's id */
export function jobIdOf([id = '']: readonly string[]): string {
  if (!JobId.safeParse(id).success)
    throw usageError(
      `${id} is no job id: that is job_ with 26 digits and capital letters, as in ${EXAMPLE}. \`tessera map status MAP\` tells a map's.`,
    );
  return id;
}
