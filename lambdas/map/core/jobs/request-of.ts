import { conflict } from '../../../kernel/errors.ts';
import type { GameName } from '../../capture-schemas.ts';
import { planKey } from '../../keys.ts';
import type { JobRecord } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PlanRequest } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { createAgain } from './create-again.ts';

/** What the job was asked for, repaired by attempts before. @throws TesseraError `removed` (409) */
export async function requestOf(job: JobRecord, work: ObjectStore): Promise<PlanRequest> {
  const key = job.request ?? planKey(job.build, 'request.json');
  const request = await findJson<PlanRequest>(work, key);
  if (request) return request;
  throw removed(job.job_id, job.game);
}

export const removed = (job_id: string, game: GameName | undefined) =>
  conflict('removed', `What the job ${job_id} was made of has been removed. Start a new one: ${createAgain(game)}`);
