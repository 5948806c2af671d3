import type { Client } from '../../client/client.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { isFinal } from '../data/failed.ts';
import { hasEnded } from '../job/stages.ts';

/**
 * The jobs under way, and whether to ask again: as long as one runs, or while no answer has said that none does. `known`
 * are the jobs of the answer before, kept when this question fails.
 */
export async function askRunning(
  api: Pick<Client, 'listJobs'>,
  known: Job[],
): Promise<{ jobs: Job[]; again: boolean }> {
  try {
    const jobs = (await api.listJobs()).jobs.filter((job) => !hasEnded(job));
    return { jobs, again: jobs.length > 0 };
  } catch (error) {
    return { jobs: known, again: !isFinal(error) };
  }
}
