import type { Caller } from '../../../kernel/caller.ts';
import { notFound } from '../../../kernel/errors.ts';
import { planKey } from '../../keys.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { JobShots } from '../../redrive-schemas.ts';
import type { Area } from '../../workflow.ts';
import { readLinesIf } from '../files.ts';
import { requestOf } from './request-of.ts';

/**
 * What a job is made of, and which of its shots it failed for: those that its failures name, be it
 * that a tile could not be made of one.
 * @throws TesseraError 404; `removed` (409)
 */
export async function jobShots(
  job_id: string,
  { sub }: Caller,
  { jobs, work }: { jobs: Jobs; work: ObjectStore },
): Promise<JobShots> {
  const job = await jobs.find(job_id);
  if (job?.owner !== sub) throw notFound('job', job_id);
  const request = await requestOf(job, work);
  const [area] = await readLinesIf<Area>(work, planKey(job.build, 'areas.jsonl'));
  const failures = job.failure_count > 0 ? await jobs.failures(job, job.failure_count) : [];
  const bad = new Set(failures.map(({ screenshot_id }) => screenshot_id));
  return {
    job_id,
    attempt: job.attempt,
    map: job.map_id,
    save_data_id: request.save_data_id,
    width: area?.size.width ?? null,
    height: area?.size.height ?? null,
    shots: request.shots.map(({ name, row, col, screenshot_id, sha256 }) => ({
      ...{ name, row, col, screenshot_id, sha256, failed: bad.has(screenshot_id) },
    })),
  };
}
