import type { Client } from '../../client/client.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { isFinal } from '../data/failed.ts';
import { hasEnded } from '../job/stages.ts';

/**
 * The newest jobs, and whether to ask again: as long as one runs, or while no answer has said that none does. `known` are
 * the jobs of the answer before, kept when this question fails; a first question that fails shows none.
 */
export async function askJobs(
  api: Pick<Client, 'listJobs'>,
  known: Job[] | undefined,
): Promise<{ jobs: Job[]; again: boolean }> {
  try {
    const { jobs } = await api.listJobs();
    return { jobs, again: !jobs.every(hasEnded) };
  } catch (error) {
    return { jobs: known ?? [], again: !isFinal(error) };
  }
}
