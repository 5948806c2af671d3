import type { Client } from '../../client/client.ts';
import { retry } from '../../client/retry.ts';
import type { Job, MapDetail } from '../../lambdas/map/schemas.ts';
import { inOurWords } from '../data/in-our-words.ts';
import { text } from '../text/en.ts';
import { hasEnded } from './stages.ts';

/** Until the map is published; from then on the job only cleans up. */
export const canBeCancelled = (job: Pick<Job, 'status' | 'url'>): boolean => !hasEnded(job) && job.url === null;

/**
 * Cancels a job. A request whose answer was lost is sent again: cancelled already is as good.
 * @throws Error in the page's own words for a job that ended or was published meanwhile, with the status of the refusal
 */
export async function cancelJob(api: Pick<Client, 'cancelJob'>, job: string, signal: AbortSignal): Promise<Job> {
  try {
    return await retry({ signal }, () => api.cancelJob(job));
  } catch (error) {
    throw inOurWords(error, text.cancelRefused);
  }
}

/** When the build was made that a map shows; undefined when it shows none. */
export function shownSince({ published_build, builds }: MapDetail): string | undefined {
  const shown = builds.find(({ build }) => build === published_build);
  return shown && (shown.completed_at ?? shown.created_at);
}
