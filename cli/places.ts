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
  const confidences = shots.map(({ confidence }) => confidence);
  output.line(`  ${placesWords(confidences)}: ${page}`);
  if (isMostlyUnsure(confidences)) output.line(STEP_MAY_BE_WRONG);
}

const STEP_MAY_BE_WRONG =
  '  Fewer than half lie surely. The likely cause is the step: rows and columns must overlap, and the plan may be off by some tens ' +
  'of px. Run `tessera map create` again with the right --step WxH.';

/** A step that is wrong spoils most shots; water or a popup spoils some. */
export const isMostlyUnsure = (confidences: number[]): boolean =>
  confidences.length > 1 && 2 * confidences.filter((confidence) => confidence >= SURE_FROM).length < confidences.length;

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
