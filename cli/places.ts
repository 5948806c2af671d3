/** How surely the shots of a completed job lie where they lie, in a line for people. */
import type { Job } from '../lambdas/map/schemas.ts';
import { DOUBTFUL_BELOW, SURE_FROM } from '../lib/limits.ts';
import type { Context } from './command.ts';

/** Nothing is told where all positions were given, nor when nobody can say any more: the job is done all the same. */
export async function tellPlaces(
  job: Job,
  { api, output, url }: Pick<Context, 'api' | 'output' | 'url'>,
): Promise<void> {
  if (job.status !== 'completed') return;
  const shots = await api.listShots(job.map, job.build).then(
    (answer) => answer.shots,
    () => [],
  );
  if (shots.every(({ reason }) => reason === 'given')) return;
  const page = `${url}/maps/${job.map}/builds/${job.build}/shots`;
  output.line(`  ${placesWords(shots.map(({ confidence }) => confidence))}: ${page}`);
}

export function placesWords(confidences: number[]): string {
  const all = confidences.length;
  const sure = confidences.filter((confidence) => confidence >= SURE_FROM).length;
  const look = confidences.filter((confidence) => confidence < DOUBTFUL_BELOW).length;
  const fair = all - sure - look;
  if (sure === all) return all === 1 ? 'The shot lies surely' : `All ${all} shots lie surely`;
  return [
    `${sure} of ${all} shots lie surely`,
    ...(fair > 0 ? [`${fair} fairly so`] : []),
    ...(look > 0 ? [`${look} ${look === 1 ? 'needs' : 'need'} a look`] : []),
  ].join(', ');
}
