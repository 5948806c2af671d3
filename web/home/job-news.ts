/** Which of the newest jobs the home page tells of. Pure: the present is given. */
import type { Job } from '../../lambdas/map/schemas.ts';
import { hasEnded } from '../job/stages.ts';
import { attemptName } from './dismissed.ts';

const DAY_MS = 24 * 3600 * 1000;
/** How long a job that did not come through is told of: a failed one waits for its owner, a cancelled one was wanted. */
const TOLD_MS = { failed: 7 * DAY_MS, cancelled: DAY_MS } as const;

/**
 * Jobs under way; those that came to an end before the visitor's eyes (`seen`), so that nothing vanishes while it is looked at;
 * and those that failed or were cancelled not long ago, unless their map has a newer job.
 * @param jobs newest first
 * @param dismissed attempts whose end the visitor has taken note of
 */
export function jobNews(
  jobs: Job[],
  seen: ReadonlySet<string>,
  now: Date,
  dismissed: ReadonlySet<string> = new Set(),
): Job[] {
  const newest = newestOfMaps(jobs);
  return jobs.filter((job) => {
    if (hasEnded(job) && dismissed.has(attemptName(job))) return false;
    if (!hasEnded(job) || seen.has(job.job_id)) return true;
    if (job.status === 'completed' || newest.get(job.map) !== job) return false;
    const ended = Date.parse(job.completed_at ?? job.updated_at);
    return now.getTime() - ended < TOLD_MS[job.status as keyof typeof TOLD_MS];
  });
}

/** The newest job of each map. @param jobs newest first */
export function newestOfMaps(jobs: Job[]): Map<string, Job> {
  const newest = new Map<string, Job>();
  for (const job of jobs) if (!newest.has(job.map)) newest.set(job.map, job);
  return newest;
}
