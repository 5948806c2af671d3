/** A map that was made for a job which can never succeed: nobody else would tell that it is there, and empty. */
import { endsSoAgain } from '../lambdas/map/redrive-schemas.ts';
import type { Job } from '../lambdas/map/schemas.ts';
import { atUrl, type Context } from './command.ts';

/** Not a word where it shows a build, where the job may go on, and where the question is not answered. */
export async function tellEmptyMap(
  job: Job,
  { api, output, url }: Pick<Context, 'api' | 'output' | 'url'>,
): Promise<void> {
  if (job.status !== 'failed' || !endsSoAgain(job)) return;
  const map = await api.showMap(job.map).catch(() => undefined);
  if (!map || map.published_build !== null) return;
  output.line(
    `  The map ${map.name} (${map.map}) shows nothing. What is made under its name becomes its first build; or remove it: ` +
      `tessera map delete ${map.map}${atUrl(url)}`,
  );
}
