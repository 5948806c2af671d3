import type { Job } from '../../lambdas/map/schemas.ts';
import { remember, type Sample } from '../parts/rate.ts';
import { countedStage } from './stages.ts';

/** What is remembered of a job that is seen now: nothing while it works at no stage that counts items. */
export function sampled(samples: Sample[], job: Job, seconds: number): Sample[] {
  const working = countedStage(job);
  if (!working) return [];
  return remember(samples, { stage: working.name, seconds, completed: working.completed + working.failed });
}
