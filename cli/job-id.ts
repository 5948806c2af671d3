import { JobId } from '../lambdas/map/field-schemas.ts';
import { usageError } from './command-error.ts';

/** The job that a command is about, its first operand. @throws CommandError for what cannot be a job's id */
export function jobIdOf([id = '']: readonly string[]): string {
  if (!JobId.safeParse(id).success) throw usageError(`${id} is no job id: those begin with job_.`);
  return id;
}
